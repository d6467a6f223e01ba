import { expect, it } from 'vitest'
import { ollamaAddress } from '../../src/adapters/ollama-address.ts'
import { InputError } from '../../src/core/errors.ts'

it.each([
  [null, 'http://127.0.0.1:11434'],
  [' ', 'http://127.0.0.1:11434'],
  ['gpu-box', 'http://gpu-box:11434'],
  ['gpu-box:8080', 'http://gpu-box:8080'],
  ['gpu-box:80', 'http://gpu-box'],
  [':8080', 'http://127.0.0.1:8080'],
  ['0.0.0.0', 'http://127.0.0.1:11434'],
  ['0.0.0.0:99', 'http://127.0.0.1:99'],
  ['[::1]:99', 'http://[::1]:99'],
  ['[::]', 'http://127.0.0.1:11434'],
  ['http://gpu-box', 'http://gpu-box'],
  ['https://lab.example/ollama/', 'https://lab.example/ollama'],
])('%j is %s', (host, address) => {
  expect(ollamaAddress(host)).toBe(address)
})

it.each(['ftp://gpu-box', 'http://', 'a b', 'http://me:secret@gpu-box', 'gpu-box:port'])(
  'refuses %j',
  (host) => {
    expect(() => ollamaAddress(host)).toThrow(InputError)
  },
)
