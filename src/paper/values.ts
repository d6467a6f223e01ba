import type { TimeTo } from '../core/silo-path.ts'
import type { RunMetrics } from '../metrics/run-metrics.ts'
import { mean, variance } from '../statistics/moments.ts'

/** A mean over runs, with what the paper draws around it. */
export interface MeanAndError {
  readonly runs: number
  readonly mean: number
  /** null for one run. */
  readonly standardError: number | null
}

export function meanAndError(values: readonly number[]): MeanAndError {
  const spread = variance(values)
  return {
    runs: values.length,
    mean: mean(values),
    standardError: spread === null ? null : Math.sqrt(spread / values.length),
  }
}

/** Standard errors to either side in the bands of the paper. */
export const bandWidth = 5

/** Silos at a time, or at the end of a run that is shorter. */
export function silosAt({ siloCount }: RunMetrics, t: number): number {
  return siloCount[Math.min(t, siloCount.length - 1)]
}

/** The authors' t*: the last step with more than one silo, and the horizon for a run that never converged. */
export function authorsTime(time: TimeTo): number {
  return 'at' in time ? time.at - 1 : time.notBy
}

/** The first time from which on there are at most so many silos; infinite where a run ends with more. */
export function lastingFrom(siloCount: readonly number[], most: number): number {
  let first = siloCount.length
  while (first > 0 && siloCount[first - 1] <= most) first--
  return first < siloCount.length ? first : Number.POSITIVE_INFINITY
}
