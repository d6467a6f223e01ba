import { expect, it } from 'vitest'
import { stopsOf } from '../../src/adapters/ollama-begin.ts'

it('reads the stop texts of a model, and nothing else', () => {
  const parameters = [
    'num_ctx                        4096',
    'stop                           "<|im_end|>"',
    String.raw`stop                           "\n\"\\\x41"`,
    'stop                           bare',
    'stopping                       "no"',
  ].join('\n')
  expect(stopsOf(parameters)).toEqual(['<|im_end|>', '\n"\\A', 'bare'])
  expect(stopsOf('')).toEqual([])
})
