import { requireProbability } from './moments.ts'
import { normalProbability } from './normal-distribution.ts'
import { quantile, sorted } from './quantile.ts'
import { smallSampleExpansion } from './small-sample.ts'

type Curve = readonly (number | null)[]

export interface Band {
  readonly lower: Curve
  readonly upper: Curve
  /** Half-width in standard errors, one for all times; null where no time has both a value and a spread. */
  readonly width: number | null
}

/**
 * A sup-t band (Montiel Olea and Plagborg-Møller 2019) around a mean curve or a difference of two: with the given
 * probability it holds the true curve at all times at once. Half-widths are bootstrap standard errors times the
 * quantile of the largest standardized deviation, expanded for small samples (Hesterberg 2015).
 *
 * @param estimate null at times without a value, where the band is null too
 * @param replications bootstrap replications of the whole curve; a time at which one is null has no band
 * @param sizes of the samples behind the curve (of pairs: one size)
 * @param level confidence level
 * @returns null with fewer than two replications or fewer than two runs in a sample
 * @throws RangeError for a level outside (0, 1)
 */
export function simultaneousBand(
  estimate: Curve,
  replications: readonly Curve[],
  sizes: readonly number[],
  level: number,
): Band | null {
  requireProbability('confidence level', level)
  if (replications.length < 2 || sizes.length === 0 || Math.min(...sizes) < 2) return null
  const errors = estimate.map((value, t) => (value === null ? null : spreadAt(replications, t)))
  const largest = replications.map((curve) => largestDeviation(curve, estimate, errors)).filter(isKnown)
  const width = largest.length === 0 ? null : expanded(quantile(sorted(largest), level), sizes)
  const bound = (side: number): Curve =>
    estimate.map((value, t) => {
      const error = errors[t]
      return value === null || error === null ? null : value + side * (width ?? 0) * error
    })
  return { lower: bound(-1), upper: bound(1), width }
}

/**
 * The expansion at the normal tail that the half-width itself has: a largest deviation lies further out than a
 * pointwise one, where Student's tail is heavier.
 */
function expanded(width: number, sizes: readonly number[]): number {
  const probability = Math.min(normalProbability(width), 1 - Number.EPSILON)
  return probability <= 0.5 ? width : width * smallSampleExpansion(sizes, probability)
}

const isKnown = (value: number | null): value is number => value !== null

/** Standard deviation of the replications at one time; null where one has no value; rounding alone is 0. */
function spreadAt(replications: readonly Curve[], t: number): number | null {
  const values = replications.map((curve) => curve[t]).filter(isKnown)
  if (values.length < replications.length) return null
  const center = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - center) ** 2, 0)
  const spread = Math.sqrt(squares / (values.length - 1))
  return spread <= rounding * Math.abs(center) ? 0 : spread
}

/** Spread relative to the value that is rounding alone. */
const rounding = 1e-12

function largestDeviation(curve: Curve, estimate: Curve, errors: Curve): number | null {
  let deviation: number | null = null
  for (let t = 0; t < estimate.length; t++) {
    const [value, replicated, error] = [estimate[t], curve[t], errors[t]]
    if (value === null || replicated === null || error === null || error === 0) continue
    deviation = Math.max(deviation ?? 0, Math.abs(replicated - value) / error)
  }
  return deviation
}
