import { setTimeout as pause } from 'node:timers/promises'
import pRetry from 'p-retry'
import { TransientError } from './transient-error.ts'

/** How long, how often and at what intervals something is tried again. */
export interface Patience {
  /** Seconds, from the first failure in a row, for which a server that is down is waited for. */
  readonly downSeconds: number
  /** Tries, the first included, that may go wrong in a row for other reasons. */
  readonly brokenTries: number
  /** Milliseconds before the second try; doubled each time, times a random factor between 1 and 2. */
  readonly firstDelay: number
  /** Longest such delay in milliseconds. */
  readonly longestDelay: number
}

export const defaultPatience: Patience = {
  downSeconds: 600,
  brokenTries: 8,
  firstDelay: 500,
  longestDelay: 10_000,
}

/** A server may ask for more time than that, but not without end. */
const longestAsked = 60

export interface PatientOptions {
  readonly patience: Patience
  /** Ends the waiting, with its reason. */
  readonly signal?: AbortSignal
  /** Told of every failure that will be tried again, and the how manieth in a row it is. */
  readonly onFault?: (fault: TransientError, failures: number) => void
}

/**
 * Does something again for as long as it fails with a TransientError and the patience lasts. Other errors, and
 * the last transient one, reach the caller.
 */
export function patiently<T>(work: () => Promise<T>, options: PatientOptions): Promise<T> {
  const { patience, signal, onFault } = options
  let failures = 0
  let broken = 0
  let failingSince: number | null = null
  return pRetry(work, {
    retries: Number.POSITIVE_INFINITY,
    minTimeout: patience.firstDelay,
    maxTimeout: patience.longestDelay,
    randomize: true,
    ...(signal !== undefined && { signal }),
    async shouldRetry({ error }) {
      if (!(error instanceof TransientError)) return false
      failures++
      failingSince ??= performance.now()
      const waited = (performance.now() - failingSince) / 1000
      if (error.kind === 'down' ? waited >= patience.downSeconds : ++broken >= patience.brokenTries)
        return false
      onFault?.(error, failures)
      const asked = Math.min(error.retryAfter ?? 0, longestAsked)
      if (asked > 0) await pause(asked * 1000, undefined, signal === undefined ? {} : { signal })
      return true
    },
  })
}
