import { setMaxListeners } from 'node:events'
import { FailureError } from '../core/errors.ts'
import type { CallKey, LanguageModel } from '../llm/language-model.ts'
import { defaultPatience, type Patience, patiently } from './patiently.ts'
import { TransientError } from './transient-error.ts'

/** What a call met on its way that passed, or may pass. */
export type Trouble =
  | {
      readonly kind: 'fault'
      readonly call: CallKey
      readonly fault: TransientError
      readonly failures: number
    }
  /** The call was answered in the end, so many seconds after its first failure. */
  | { readonly kind: 'passed'; readonly call: CallKey; readonly failures: number; readonly seconds: number }

export interface RetryOptions {
  readonly patience?: Patience
  readonly onTrouble?: (trouble: Trouble) => void
}

/**
 * The same model, but calls that fail with a TransientError are tried again: same key, same seed, same
 * prompt, so a retry changes no draw.
 *
 * @throws FailureError where the patience ends; other errors reach the caller as they are
 */
export function retryingModel(model: LanguageModel, options: RetryOptions = {}): LanguageModel {
  const { patience = defaultPatience, onTrouble = () => {} } = options
  const closing = new AbortController()
  // As many listen as there are calls in flight.
  setMaxListeners(0, closing.signal)
  return {
    ...model,
    async complete(call) {
      const { key } = call
      let failures = 0
      let failingSince = 0
      const failing = () => (performance.now() - failingSince) / 1000
      const onFault = (fault: TransientError, count: number) => {
        failures = count
        if (failures === 1) failingSince = performance.now()
        onTrouble({ kind: 'fault', call: key, fault, failures })
      }
      try {
        const asked = patiently(() => model.complete(call), { patience, signal: closing.signal, onFault })
        const completion = await asked
        if (failures > 0) onTrouble({ kind: 'passed', call: key, failures, seconds: failing() })
        return completion
      } catch (error) {
        if (!(error instanceof TransientError)) throw error
        const effort = `given up after ${failures + 1} tries in ${Math.round(failures > 0 ? failing() : 0)} s`
        throw new FailureError(`${error.message} (${effort})`, { cause: error })
      }
    },
    async close() {
      closing.abort(new FailureError(`${model.reference} was closed`))
      await model.close()
    },
  }
}
