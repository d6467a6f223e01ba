import type { TimeTo } from '../core/silo-path.ts'
import { kaplanMeier } from './kaplan-meier.ts'
import { requireProbability } from './moments.ts'
import { studentQuantile } from './student-distribution.ts'

/** A mean of min(time, horizon). */
export interface RestrictedMean {
  readonly mean: number
  /** Variance of the estimate; null for one item alone. */
  readonly variance: number | null
  readonly size: number
}

/**
 * The mean time without event up to a horizon: the area under the Kaplan–Meier curve (Irwin 1949), with
 * Greenwood's variance (Klein and Moeschberger 2003, 4.5.2) times n/(n - 1). Without censoring before the horizon
 * these are the mean of min(time, horizon) and its usual squared standard error.
 *
 * @returns null for no items, or where the last item was censored before the horizon: the curve is not known there
 * @throws RangeError for a time or horizon that is negative or not finite
 */
export function restrictedMean(times: readonly TimeTo[], horizon: number): RestrictedMean | null {
  if (!(horizon >= 0 && Number.isFinite(horizon))) {
    throw new RangeError(`restricted mean: got horizon ${horizon}, expected 0 or more and finite`)
  }
  const curve = kaplanMeier(times, 0.95)
  const size = times.length
  const survivors = curve.steps.at(-1)?.survival ?? 1
  if (curve.lastTime === null || (curve.lastTime < horizon && survivors > 0)) return null
  const steps = curve.steps.filter((step) => step.time < horizon)
  let area = 0
  let variance = 0
  let end = horizon
  for (const { time, atRisk, events, survival } of steps.toReversed()) {
    area += survival * (end - time)
    if (events < atRisk) variance += (area ** 2 * events) / (atRisk * (atRisk - events))
    end = time
  }
  return { mean: area + end, variance: size < 2 ? null : (variance * size) / (size - 1), size }
}

export interface RestrictedMeanDifference {
  /** Second minus first. */
  readonly estimate: number
  readonly standardError: number | null
  readonly interval: readonly [number, number] | null
}

/**
 * The difference of two restricted means, second minus first, with an interval by Student's distribution with
 * Welch's (1947) degrees of freedom, rounded down.
 *
 * @param level confidence level
 * @returns null where either mean is not known up to the horizon; the interval is null with one item in a sample,
 * and the point where neither sample has any spread
 * @throws RangeError for an impossible time, horizon or level
 */
export function restrictedMeanDifference(
  first: readonly TimeTo[],
  second: readonly TimeTo[],
  horizon: number,
  level: number,
): RestrictedMeanDifference | null {
  requireProbability('confidence level', level)
  const a = restrictedMean(first, horizon)
  const b = restrictedMean(second, horizon)
  if (a === null || b === null) return null
  const estimate = b.mean - a.mean
  if (a.variance === null || b.variance === null) return { estimate, standardError: null, interval: null }
  const total = a.variance + b.variance
  if (total === 0) return { estimate, standardError: 0, interval: [estimate, estimate] }
  const degrees = total ** 2 / (a.variance ** 2 / (a.size - 1) + b.variance ** 2 / (b.size - 1))
  const standardError = Math.sqrt(total)
  // The smaller sample's n - 1 is a lower bound that rounding can undercut.
  const least = Math.min(a.size, b.size) - 1
  const half = studentQuantile((1 + level) / 2, Math.max(Math.floor(degrees), least)) * standardError
  return { estimate, standardError, interval: [estimate - half, estimate + half] }
}
