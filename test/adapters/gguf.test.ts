import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openGguf } from '../../src/adapters/gguf.ts'
import { InputError } from '../../src/core/errors.ts'
import type { LanguageModel, Sampling } from '../../src/llm/language-model.ts'
import { ensureModel } from '../../src/weights/models.ts'
import { callFor, describeLanguageModel } from '../contracts/language-model.ts'

const sampling: Sampling = {
  temperature: 0.75,
  topK: 0,
  topP: 1,
  minP: 0,
  repeatPenalty: 1,
  maxTokens: 40,
  contextSize: 512,
}
// One thread: other test files run at the same time, and threads that wait for each other on busy processors
// are many times slower than a single one.
const calm = { threads: 1 }
const patient = 300_000
const begin = 'The prettiest flower is'

describeLanguageModel('gguf:smollm2', () => openGguf('gguf:smollm2', sampling, calm))

describeLanguageModel(
  'gguf:smollm2 with two sequences',
  () => openGguf('gguf:smollm2', sampling, { ...calm, sequences: 2 }),
  {
    skip: [
      {
        reason: 'calls that are worked on together share arithmetic, whose rounding depends on their company',
        tests: ['does not depend on the order of completion'],
      },
    ],
  },
)

describe('gguf:tinyllama', () => {
  let model: LanguageModel
  beforeAll(async () => {
    model = await openGguf('gguf:tinyllama', sampling, calm)
  }, patient)
  afterAll(() => model.close())

  it(
    'keeps the flower of its context in a begun answer of one line',
    async () => {
      const { text, finish, promptTokens, answerTokens } = await model.complete(
        callFor(0, { begin, stop: ['\n'] }),
      )
      expect(text).toMatch(/^The prettiest flower is .*rose/i)
      expect(text).not.toContain('\n')
      expect(finish).toBe('stop')
      expect(promptTokens).toBeGreaterThan(60)
      expect(answerTokens).toBeLessThan(40)
    },
    patient,
  )

  it('is known by the hash of its weights', () => {
    expect(model.identity.digest).toBe('9ee11adf737960ff06123d5c4fba24d12c5b05ba460a7afa88950fbf2b61add0')
  })
})

describe('an answer', () => {
  it('is not touched by what was answered before', async () => {
    const model = await openGguf('gguf:smollm2', sampling, calm)
    const alone = await model.complete(callFor(1, { begin }))
    await model.complete(callFor(2, { prompt: `${callFor(2).prompt} and something else` }))
    const after = await model.complete(callFor(1, { begin }))
    await model.close()
    expect(after.text).toBe(alone.text)
  })

  it('does not depend on the number of threads', async () => {
    const short = { ...sampling, maxTokens: 10 }
    const texts: string[] = []
    for (const threads of [1, 2]) {
      const model = await openGguf('gguf:smollm2', short, { threads })
      texts.push((await model.complete(callFor(1))).text)
      await model.close()
    }
    expect(texts[1]).toBe(texts[0])
  })

  it('says when it was cut at the token limit', async () => {
    const model = await openGguf('gguf:smollm2', { ...sampling, maxTokens: 3 }, calm)
    const cut = await model.complete(callFor(0))
    await model.close()
    expect(cut).toMatchObject({ finish: 'length', answerTokens: 3 })
  })

  it('obeys the sampling options', async () => {
    const greedy = await openGguf('gguf:smollm2', { ...sampling, temperature: 0 }, calm)
    const first = await greedy.complete(callFor(1))
    const second = await greedy.complete(callFor(2))
    await greedy.close()
    expect(second.text).toBe(first.text)

    const onlyBest = await openGguf('gguf:smollm2', { ...sampling, topK: 1 }, calm)
    const third = await onlyBest.complete(callFor(3))
    await onlyBest.close()
    expect(third.text).toBe(first.text)

    const penalised = await openGguf(
      'gguf:smollm2',
      { ...sampling, temperature: 0, repeatPenalty: 1.5 },
      calm,
    )
    const fourth = await penalised.complete(callFor(1))
    await penalised.close()
    expect(fourth.text).not.toBe(first.text)
  })

  it('is refused for a prompt that does not fit', async () => {
    const model = await openGguf('gguf:smollm2', { ...sampling, contextSize: 64 }, calm)
    const long = callFor(0, { prompt: 'rose '.repeat(100) })
    await expect(model.complete(long)).rejects.toThrow(/prompt has \d+ tokens and the context 64/)
    await model.close()
  })
})

describe('openGguf', () => {
  it("takes a path and the file's own template", async () => {
    const { paths } = await ensureModel('smollm2')
    const model = await openGguf(`gguf:${paths[0]}`, sampling, calm)
    const { text, promptTokens } = await model.complete(callFor(0, { begin }))
    await model.close()
    expect(model.identity.digest).toBe('b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53')
    expect(text).toMatch(/^The prettiest flower is \S/)
    // The message alone has about 60 tokens; the template adds its marks around it.
    expect(promptTokens).toBeGreaterThan(60)
  })

  it.each(['gguf:nothing', 'gguf:'])('names the models there are for %s', async (reference) => {
    const opening = openGguf(reference, sampling, calm)
    await expect(opening).rejects.toThrow(InputError)
    await expect(opening).rejects.toThrow(/gguf:tinyllama, gguf:smollm2, gguf:PATH/)
  })

  it('refuses a file that is not there', async () => {
    await expect(openGguf('gguf:/nowhere/x.gguf', sampling, calm)).rejects.toThrow(/of a file that is there/)
  })

  it('refuses a context that the model cannot have', async () => {
    const opening = openGguf('gguf:smollm2', { ...sampling, contextSize: 100_000 }, calm)
    await expect(opening).rejects.toThrow(/context: got 100000, accepted: at most the 8192 tokens/)
  })
})
