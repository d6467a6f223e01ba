import pRetry from 'p-retry'
import type { LanguageModel } from '../llm/language-model.ts'
import { TransientError } from './transient-error.ts'

/** How often and how patiently a failed call is tried again. */
export interface RetryOptions {
  /** Tries after the first. */
  readonly retries?: number
  /** Milliseconds before the second try; doubled each time, times a random factor between 1 and 2. */
  readonly firstDelay?: number
  /** Longest delay in milliseconds. */
  readonly longestDelay?: number
  /** Told of every failure that will be tried again. */
  readonly onRetry?: (fault: TransientError, retriesLeft: number) => void
}

/**
 * The same model, but calls that fail with a TransientError are tried again: same key, same seed, same
 * prompt, so a retry changes no draw. Other errors, and the last transient one, reach the caller.
 */
export function retryingModel(model: LanguageModel, options: RetryOptions = {}): LanguageModel {
  const { retries = 4, firstDelay = 1000, longestDelay = 8000, onRetry } = options
  return {
    ...model,
    complete: (call) =>
      pRetry(() => model.complete(call), {
        retries,
        minTimeout: firstDelay,
        maxTimeout: longestDelay,
        randomize: true,
        shouldRetry: ({ error }) => error instanceof TransientError,
        onFailedAttempt: ({ error, retriesLeft }) => {
          if (error instanceof TransientError && retriesLeft > 0) onRetry?.(error, retriesLeft)
        },
      }),
  }
}
