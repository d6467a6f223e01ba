import { describe, expect, it } from 'vitest'
import { openOllama } from '../../src/adapters/ollama.ts'
import { ollamaAddress } from '../../src/adapters/ollama-address.ts'
import { openOllamaEmbedder } from '../../src/adapters/ollama-embedder.ts'
import { openOpenai } from '../../src/adapters/openai.ts'
import { retryingModel } from '../../src/adapters/retrying-model.ts'
import { FailureError, InputError } from '../../src/core/errors.ts'
import { readFlower } from '../../src/llm/flowers.ts'
import type { Sampling } from '../../src/llm/language-model.ts'
import { describeEmbedder } from '../contracts/embedder.ts'
import { callFor, describeLanguageModel } from '../contracts/language-model.ts'

const host = process.env.SILOTWIN_TEST_OLLAMA ?? null
const model = process.env.SILOTWIN_TEST_OLLAMA_MODEL ?? null

const sampling: Sampling = {
  temperature: 0.75,
  topK: 40,
  topP: 1,
  minP: 0,
  repeatPenalty: 1,
  maxTokens: 60,
  contextSize: 2048,
}
const patient = 300_000

/** What a server has cached of an earlier prompt can change an answer. */
const cached = {
  skip: [
    {
      reason: 'what a server has cached of an earlier prompt can change its answer',
      tests: ['repeats an answer for the same seed and prompt', 'does not depend on the order of completion'],
    },
  ],
} as const

if (host === null || model === null) {
  it('runs the contracts on a real Ollama server', (context) => {
    context.skip('set SILOTWIN_TEST_OLLAMA=host:port and SILOTWIN_TEST_OLLAMA_MODEL=name')
  })
} else {
  const reference = `ollama:${host}#${model}`
  describeLanguageModel(reference, async () => retryingModel(await openOllama(reference, sampling)), cached)
  const compatible = `openai:${ollamaAddress(host)}#${model}`
  describeLanguageModel(compatible, async () => retryingModel(await openOpenai(compatible, sampling)), cached)
  describeEmbedder(reference, () => openOllamaEmbedder(reference))

  describe(`the real server at ${host}`, { timeout: patient }, () => {
    it('keeps the flower of a begun answer more often than not', async () => {
      const open = await openOllama(reference, sampling)
      let kept = 0
      for (let agent = 0; agent < 8; agent++) {
        const { text, seconds } = await open.complete(
          callFor(agent, { begin: 'The prettiest flower is', stop: ['\n'] }),
        )
        if (readFlower(text) === 0) kept++
        expect(seconds).toBeGreaterThan(0)
      }
      expect(kept).toBeGreaterThan(4)
    })

    it('refuses a prompt that is too long, and reports a cut answer', async () => {
      const small = await openOllama(reference, { ...sampling, contextSize: 256 })
      await expect(small.complete(callFor(0, { prompt: 'rose '.repeat(400) }))).rejects.toThrow(FailureError)
      const short = await openOllama(reference, { ...sampling, maxTokens: 3 })
      expect(await short.complete(callFor(0))).toMatchObject({ finish: 'length', answerTokens: 3 })
    })

    it('says how to pull a model that is not there', async () => {
      await expect(openOllama(`ollama:${host}#silotwin-none`, sampling)).rejects.toThrow(InputError)
    })

    it('never cuts a text that is too long to embed', async () => {
      const embedder = await openOllamaEmbedder(reference)
      await expect(embedder.embed(['rose '.repeat(5000)])).rejects.toThrow(/does not fit into the context/)
    })
  })
}
