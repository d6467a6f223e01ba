import { describe, expect, it } from 'vitest'
import { limitedModel } from '../../src/adapters/limited-model.ts'
import { retryingModel, type Trouble } from '../../src/adapters/retrying-model.ts'
import { scriptedModel } from '../../src/adapters/scripted-model.ts'
import { TransientError } from '../../src/adapters/transient-error.ts'
import { FailureError, InputError } from '../../src/core/errors.ts'
import type { LanguageModel } from '../../src/llm/language-model.ts'
import { callFor, describeLanguageModel } from '../contracts/language-model.ts'
import { quick } from './ollama-set-up.ts'

const scripted = scriptedModel('scripted:copy')

describeLanguageModel('scripted:copy, limited and retrying', async () =>
  limitedModel(retryingModel(failing([new TransientError('busy')]), { patience: quick }), 2),
)

/** Fails with each of the errors in turn, then answers. */
function failing(errors: readonly Error[]): LanguageModel & { readonly calls: () => number } {
  let calls = 0
  return {
    ...scripted,
    async complete(call) {
      const error = errors[calls++]
      if (error !== undefined) throw error
      return scripted.complete(call)
    },
    calls: () => calls,
  }
}

const many = (count: number, error: Error) => Array.from({ length: count }, () => error)

describe('retryingModel', () => {
  const broken = new TransientError('broken')
  const down = new TransientError('nobody there', { kind: 'down' })

  it('tries transient failures again, and tells of them and of their end', async () => {
    const model = failing([broken, down, broken, down])
    const told: Trouble[] = []
    const retrying = retryingModel(model, { patience: quick, onTrouble: (trouble) => told.push(trouble) })
    expect(await retrying.complete(callFor(3))).toEqual(await scripted.complete(callFor(3)))
    expect(model.calls()).toBe(5)
    expect(told.map(({ kind, failures }) => [kind, failures])).toEqual([
      ['fault', 1],
      ['fault', 2],
      ['fault', 3],
      ['fault', 4],
      ['passed', 4],
    ])
    expect(told[0]).toMatchObject({ call: callFor(3).key, fault: broken })
  })

  it('gives up after so many broken answers, and says how hard it tried', async () => {
    const model = failing(many(20, broken))
    const trying = retryingModel(model, { patience: { ...quick, brokenTries: 5 } }).complete(callFor(0))
    await expect(trying).rejects.toThrow(/^broken \(given up after 5 tries in \d+ s\)$/)
    await expect(trying).rejects.not.toBeInstanceOf(TransientError)
    expect(model.calls()).toBe(5)
  })

  it('waits for a server that is down by the clock, not by the number of tries', async () => {
    const model = failing(many(100, down))
    expect((await retryingModel(model, { patience: quick }).complete(callFor(0))).text).not.toBe('')
    expect(model.calls()).toBe(101)

    const away = failing(many(1000, down))
    const start = performance.now()
    const trying = retryingModel(away, { patience: { ...quick, downSeconds: 0.2 } }).complete(callFor(0))
    await expect(trying).rejects.toThrow(/nobody there \(given up after/)
    expect(performance.now() - start).toBeGreaterThan(190)
  })

  it('leaves a server alone for as long as it asks', async () => {
    const model = failing([new TransientError('later', { kind: 'down', retryAfter: 0.3 })])
    const start = performance.now()
    await retryingModel(model, { patience: quick }).complete(callFor(0))
    expect(performance.now() - start).toBeGreaterThan(290)
  })

  it('stops waiting when it is closed', async () => {
    const model = failing(many(1000, down))
    const slow = { ...quick, firstDelay: 60_000, longestDelay: 60_000 }
    const retrying = retryingModel(model, { patience: slow })
    const waiting = expect(retrying.complete(callFor(0))).rejects.toThrow(/was closed/)
    await new Promise((resolve) => setTimeout(resolve, 5))
    await retrying.close()
    await waiting
    expect(model.calls()).toBe(1)
  })

  it.each([
    new FailureError('gone'),
    new InputError('wrong'),
    new TypeError('bug'),
    new TypeError('fetch failed'),
  ])('never tries %s again', async (error) => {
    const model = failing([error])
    await expect(retryingModel(model, { patience: quick }).complete(callFor(0))).rejects.toBe(error)
    expect(model.calls()).toBe(1)
  })
})

describe('limitedModel', () => {
  it('keeps at most so many calls in flight, and uses them all', async () => {
    let now = 0
    let most = 0
    const model: LanguageModel = {
      ...scripted,
      async complete(call) {
        most = Math.max(most, ++now)
        await new Promise((resolve) => setTimeout(resolve, 2))
        now--
        return scripted.complete(call)
      },
    }
    const limited = limitedModel(model, 3)
    await Promise.all(Array.from({ length: 12 }, (_, agent) => limited.complete(callFor(agent))))
    expect(most).toBe(3)
  })

  it('gives up the waiting calls when it closes', async () => {
    let closed = false
    const release: (() => void)[] = []
    const model: LanguageModel = {
      ...scripted,
      complete: (call) => new Promise((resolve) => release.push(() => resolve(scripted.complete(call)))),
      close: async () => {
        closed = true
      },
    }
    const limited = limitedModel(model, 1)
    const first = limited.complete(callFor(0))
    const second = limited.complete(callFor(1))
    const refused = expect(second).rejects.toThrow()
    await new Promise((resolve) => setTimeout(resolve, 1))
    await limited.close()
    await refused
    expect(closed).toBe(true)
    release[0]()
    expect((await first).text).not.toBe('')
    expect(release).toHaveLength(1)
  })

  it('gives up the waiting calls when one fails, whose failure is heard of first; later calls are made', async () => {
    const model = failing([new FailureError('the model is gone')])
    const slow: LanguageModel = {
      ...model,
      async complete(call) {
        await new Promise((resolve) => setTimeout(resolve, 2))
        return model.complete(call)
      },
    }
    const limited = limitedModel(slow, 1)
    const together = Promise.all(Array.from({ length: 50 }, (_, agent) => limited.complete(callFor(agent))))
    await expect(together).rejects.toThrow('the model is gone')
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(model.calls()).toBeLessThan(5)
    expect((await limited.complete(callFor(0))).text).not.toBe('')
  })

  it.each([0, 1.5, Number.NaN])('refuses a limit of %s', (concurrency) => {
    expect(() => limitedModel(scripted, concurrency)).toThrow(InputError)
  })
})
