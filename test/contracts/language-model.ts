import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest'
import { seedAt } from '../../src/core/random.ts'
import type { LanguageModel, ModelCall } from '../../src/llm/language-model.ts'

/** The promises that a backend may be exempt from, by the name of their test. */
export type LanguageModelTest =
  | 'continues a begun answer'
  | 'ends an answer at the texts that the call names'
  | 'repeats an answer for the same seed and prompt'
  | 'does not depend on the order of completion'
  | 'answers differently for different seeds'

/** What a backend need not do, and why. */
export interface Exemption {
  readonly reason: string
  readonly tests: readonly LanguageModelTest[]
}

/** The call of agent `agent` at time 0 with a context about roses. */
export function callFor(agent: number, change: Partial<ModelCall> = {}): ModelCall {
  return {
    key: { t: 0, agent, purpose: 'answer', question: 0, attempt: 0 },
    seed: seedAt('contract', agent),
    prompt:
      'Based on the context, describe the prettiest flower in a single sentence that starts with ' +
      '"The prettiest flower is".\n' +
      'CONTEXT: The prettiest flower is the rose, with its velvet petals and its sweet scent.\n' +
      'ANSWER:',
    begin: null,
    stop: [],
    ...change,
  }
}

/** The contract of the LanguageModel port: what every backend promises, whoever implements it. */
export function describeLanguageModel(
  name: string,
  open: () => Promise<LanguageModel>,
  { skip = [] }: { readonly skip?: readonly Exemption[] } = {},
): void {
  describe(`language model ${name}`, () => {
    let model: LanguageModel
    beforeAll(async () => {
      model = await open()
    }, 300_000)
    afterAll(() => model.close())

    function promise(test: LanguageModelTest, check: (context: TestContext) => Promise<void>) {
      const exempt = skip.find(({ tests }) => tests.includes(test))
      it(test, exempt === undefined ? check : (context) => context.skip(exempt.reason))
    }

    it('says which model it is', () => {
      expect(model.reference).not.toBe('')
      for (const [key, value] of Object.entries(model.identity.details)) {
        expect(['string', 'number', 'object'], key).toContain(typeof value)
        if (typeof value === 'object') expect(value, key).toBeNull()
      }
    })

    it('answers with trimmed text and counts that are absent or positive', async () => {
      const { text, finish, promptTokens, answerTokens, seconds, phases } = await model.complete(callFor(0))
      expect(text).not.toBe('')
      expect(text).toBe(text.trim())
      expect(['stop', 'length', 'refused']).toContain(finish)
      for (const count of [promptTokens, answerTokens]) {
        if (count === null) continue
        expect(Number.isInteger(count)).toBe(true)
        expect(count).toBeGreaterThan(0)
      }
      if (seconds !== null) expect(seconds).toBeGreaterThan(0)
      if (phases === null) return
      const { load, prompt, answer } = phases
      for (const part of [load, prompt, answer]) expect(part).toBeGreaterThanOrEqual(0)
      expect(load + prompt + answer).toBeLessThanOrEqual((seconds ?? 0) + 1e-3)
    })

    promise('continues a begun answer', async (context) => {
      if (!model.continuesBegunAnswers) context.skip('the backend says that it cannot')
      const { text } = await model.complete(callFor(0, { begin: 'The prettiest flower is', stop: ['\n'] }))
      expect(text).toMatch(/^The prettiest flower is./)
      expect(text).not.toContain('\n')
      expect(text.lastIndexOf('The prettiest flower is')).toBe(0)
    })

    promise('ends an answer at the texts that the call names', async () => {
      const whole = await model.complete(callFor(0))
      expect(whole.text).toContain(' ')
      const { text, finish } = await model.complete(callFor(0, { stop: [' '] }))
      expect(text).not.toContain(' ')
      expect(finish).toBe('stop')
    })

    it('leaves the call as it is', async () => {
      const call = callFor(0, { stop: Object.freeze(['\n']) })
      await model.complete(Object.freeze({ ...call, key: Object.freeze(call.key) }))
    })

    promise('repeats an answer for the same seed and prompt', async () => {
      const first = await model.complete(callFor(1))
      const second = await model.complete(callFor(1))
      expect(second.text).toBe(first.text)
    })

    promise('answers differently for different seeds', async () => {
      const texts = new Set<string>()
      for (let agent = 0; agent < 6; agent++) texts.add((await model.complete(callFor(agent))).text)
      expect(texts.size).toBeGreaterThan(1)
    })

    promise('does not depend on the order of completion', async () => {
      const calls = [2, 3, 4, 5].map((agent) => callFor(agent))
      const together = await Promise.all(calls.map((call) => model.complete(call)))
      const apart = new Map<number, string>()
      for (const call of calls.toReversed()) apart.set(call.seed, (await model.complete(call)).text)
      expect(together.map(({ text }) => text)).toEqual(calls.map(({ seed }) => apart.get(seed)))
    })

    it('closes', async () => {
      const other = await open()
      await expect(other.close()).resolves.toBeUndefined()
    })
  })
}
