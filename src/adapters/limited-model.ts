import pLimit from 'p-limit'
import { badInput } from '../core/errors.ts'
import type { LanguageModel } from '../llm/language-model.ts'

/**
 * The same model with at most `concurrency` calls in flight; the others wait in the order in which they
 * were made. Closing it gives up those that wait, and so does a call that fails: nobody needs their answers.
 * Wrap a model once: a limit inside a limit can block.
 *
 * @throws InputError where the limit is no whole number from 1
 */
export function limitedModel(model: LanguageModel, concurrency: number): LanguageModel {
  if (!Number.isInteger(concurrency) || concurrency < 1) {
    throw badInput('concurrency', concurrency, 'a whole number from 1')
  }
  const limit = pLimit({ concurrency, rejectOnClear: true })
  return {
    ...model,
    async complete(call) {
      try {
        return await limit(() => model.complete(call))
      } catch (error) {
        // The run is over; but who waits for all calls is to hear of this failure first.
        setImmediate(() => limit.clearQueue())
        throw error
      }
    },
    async close() {
      limit.clearQueue()
      await model.close()
    },
  }
}
