import { expect, it } from 'vitest'
import { pullOllama } from '../../src/adapters/ollama-pull.ts'
import { FailureError, InputError } from '../../src/core/errors.ts'
import type { PullProgress } from '../../src/weights/models.ts'
import { callFor } from '../contracts/language-model.ts'
import { failureOf, fake, open, useFakeOllama } from './ollama-set-up.ts'

useFakeOllama()

it('pulls a model that is not there when asked, and tells how far it is', async () => {
  fake.models = []
  await expect(open()).rejects.toThrow(/ollama pull fake/)
  expect(fake.requests.some(({ path }) => path === '/api/pull')).toBe(false)
  const told: PullProgress[] = []
  const model = await open({ pull: true, onProgress: (progress) => told.push(progress) })
  expect(told.map(({ done, total }) => [done, total])).toEqual([
    [0, 1000],
    [400, 1000],
    [1000, 1000],
  ])
  expect(told[0].label).toContain('fake: pulling aaaaaaaaaaaa')
  expect((await model.complete(callFor(0))).text).toMatch(/^the rose/)
})

it('says that the registry has no such model, in its words', async () => {
  const error = await failureOf(pullOllama({ address: `http://${fake.host}`, model: 'unknown' }, () => {}))
  expect(error).toBeInstanceOf(InputError)
  expect(String(error)).toMatch(/model: got "ollama:unknown", .*file does not exist/)
})

it('says that no server answers', async () => {
  const error = await failureOf(pullOllama({ address: 'http://127.0.0.1:9', model: 'fake' }, () => {}))
  expect(error).toBeInstanceOf(FailureError)
  expect(String(error)).toMatch(/ollama serve/)
})
