import { describe, expect, it } from 'vitest'
import { limitedModel } from '../../src/adapters/limited-model.ts'
import { retryingModel } from '../../src/adapters/retrying-model.ts'
import { scriptedModel } from '../../src/adapters/scripted-model.ts'
import { TransientError } from '../../src/adapters/transient-error.ts'
import { FailureError, InputError } from '../../src/core/errors.ts'
import type { LanguageModel } from '../../src/llm/language-model.ts'
import { callFor, describeLanguageModel } from '../contracts/language-model.ts'

const scripted = scriptedModel('scripted:copy')

describeLanguageModel('scripted:copy, limited and retrying', async () =>
  limitedModel(retryingModel(failing([new TransientError('busy')]), { firstDelay: 1 }), 2),
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

describe('retryingModel', () => {
  const busy = new TransientError('busy')
  const quick = { firstDelay: 1, longestDelay: 2 }

  it('tries transient failures again, up to the limit, and tells of it', async () => {
    const model = failing([busy, busy, busy, busy])
    const told: number[] = []
    const retrying = retryingModel(model, { ...quick, onRetry: (_, left) => told.push(left) })
    expect(await retrying.complete(callFor(0))).toEqual(await scripted.complete(callFor(0)))
    expect(model.calls()).toBe(5)
    expect(told).toEqual([4, 3, 2, 1])
  })

  it('gives up after the fourth retry with the last failure', async () => {
    const last = new TransientError('still busy')
    const model = failing([busy, busy, busy, busy, last])
    await expect(retryingModel(model, quick).complete(callFor(0))).rejects.toBe(last)
    expect(model.calls()).toBe(5)
  })

  it.each([
    new FailureError('gone'),
    new InputError('wrong'),
    new TypeError('bug'),
    new TypeError('fetch failed'),
  ])('never tries %s again', async (error) => {
    const model = failing([error])
    await expect(retryingModel(model, quick).complete(callFor(0))).rejects.toBe(error)
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

  it.each([0, 1.5, Number.NaN])('refuses a limit of %s', (concurrency) => {
    expect(() => limitedModel(scripted, concurrency)).toThrow(InputError)
  })
})
