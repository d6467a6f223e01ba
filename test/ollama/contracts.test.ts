import { describe, expect, it } from 'vitest'
import { openOllama } from '../../src/adapters/ollama.ts'
import { ollamaAddress } from '../../src/adapters/ollama-address.ts'
import { openOllamaEmbedder } from '../../src/adapters/ollama-embedder.ts'
import { openOpenai } from '../../src/adapters/openai.ts'
import { retryingModel } from '../../src/adapters/retrying-model.ts'
import { FailureError } from '../../src/core/errors.ts'
import { readFlower } from '../../src/llm/flowers.ts'
import type { Sampling } from '../../src/llm/language-model.ts'
import { describeEmbedder } from '../contracts/embedder.ts'
import { callFor, describeLanguageModel } from '../contracts/language-model.ts'
import { begun, host, quick } from './checked.ts'

const sampling: Sampling = {
  temperature: 0.75,
  topK: 40,
  topP: 1,
  minP: 0,
  repeatPenalty: 1,
  maxTokens: 60,
  contextSize: 2048,
}

/** What a server has cached of an earlier prompt can change an answer. */
const cached = {
  skip: [
    {
      reason: 'what a server has cached of an earlier prompt can change its answer',
      tests: ['repeats an answer for the same seed and prompt', 'does not depend on the order of completion'],
    },
  ],
} as const

const reference = `ollama:${host}#${quick}`
describeLanguageModel(reference, async () => retryingModel(await openOllama(reference, sampling)), cached)
const compatible = `openai:${ollamaAddress(host)}#${quick}`
describeLanguageModel(compatible, async () => retryingModel(await openOpenai(compatible, sampling)), cached)
// A server that works on several texts at once adds up in another order.
describeEmbedder(reference, () => openOllamaEmbedder(reference), 1e-3)

describe(`the real server at ${host}`, () => {
  it('keeps the flower of a begun answer more often than not', async () => {
    const open = await openOllama(`ollama:${host}#${begun}`, sampling)
    let kept = 0
    for (let agent = 0; agent < 8; agent++) {
      const { text, seconds } = await open.complete(
        callFor(agent, { begin: 'The prettiest flower is', stop: ['\n'] }),
      )
      if (readFlower(text) === 0) kept++
      expect(seconds).toBeGreaterThan(0)
    }
    expect(kept).toBeGreaterThan(4)
    await open.close()
  })

  it('refuses a prompt that is too long, and reports a cut answer', async () => {
    const small = await openOllama(reference, { ...sampling, contextSize: 256 })
    await expect(small.complete(callFor(0, { prompt: 'rose '.repeat(400) }))).rejects.toThrow(FailureError)
    await small.close()
    const short = await openOllama(reference, { ...sampling, maxTokens: 3 })
    expect(await short.complete(callFor(0))).toMatchObject({ finish: 'length', answerTokens: 3 })
    await short.close()
  })

  it('never cuts a text that is too long to embed', async () => {
    const embedder = await openOllamaEmbedder(reference)
    await expect(embedder.embed(['rose '.repeat(20_000)])).rejects.toThrow(/does not fit into the context/)
    await embedder.close()
  })
})
