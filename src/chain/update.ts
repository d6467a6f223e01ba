import { dotProduct } from '../core/vectors.ts'
import { logSumExp, softplus } from './log-space.ts'

/**
 * g_σ(w, x) = w / (w + (1 - w) e^(-2x/σ²)): the weight of the component N(1, σ²) against N(-1, σ²) after
 * the datum x (Wang et al. 2025, section 2.3). A datum adds 2x/σ² to the log-odds of w.
 *
 * @param weight 0 … 1; both ends are fixed points
 */
export function updatedWeight(weight: number, point: number, sigma: number): number {
  if (weight <= 0 || weight >= 1) return weight
  const shift = logOddsShift(point, sigma)
  // The exponential is taken of a negative number, so neither factor can overflow.
  if (shift >= 0) return weight / (weight + (1 - weight) * Math.exp(-shift))
  const raised = weight * Math.exp(shift)
  return raised / (raised + (1 - weight))
}

/** What a datum adds to the log-odds of the weight of the pole 1: 2x/σ². */
export function logOddsShift(point: number, sigma: number): number {
  return (2 * point) / (sigma * sigma)
}

/**
 * The log-odds of the mean of g_σ(w, x) over a memory: the weight update of the two-pole chain.
 *
 * Weights near 1 differ from it by e^(-ℓ/σ²), far below what a double resolves beside 1, so the state is
 * kept as log-odds: the logarithms of the mean weight and of its complement, each by a shifted sum.
 *
 * @param points holds the memory in points[from … from + size - 1]
 */
export function updatedLogOdds(
  logOdds: number,
  points: Float64Array,
  sigma: number,
  from = 0,
  size = points.length,
): number {
  let lowest = Number.POSITIVE_INFINITY
  let highest = Number.NEGATIVE_INFINITY
  for (let h = from; h < from + size; h++) {
    if (points[h] < lowest) lowest = points[h]
    if (points[h] > highest) highest = points[h]
  }
  // The largest terms: log f of the highest log-odds, log (1 - f) of the lowest.
  const largest = -softplus(-(logOdds + logOddsShift(highest, sigma)))
  const largestOther = -softplus(logOdds + logOddsShift(lowest, sigma))
  let sum = 0
  let other = 0
  for (let h = from; h < from + size; h++) {
    const y = logOdds + logOddsShift(points[h], sigma)
    const rest = Math.log1p(Math.exp(-Math.abs(y)))
    sum += Math.exp(Math.min(y, 0) - rest - largest)
    other += Math.exp(Math.min(-y, 0) - rest - largestOther)
  }
  return largest - largestOther + Math.log(sum / other)
}

/**
 * By component, x·μ/σ²: what the datum x adds to a log-weight before normalizing, where all means have one
 * norm and the covariance is σ²I (Wang et al. 2025, section 2.3).
 */
export function tiltOf(
  point: ArrayLike<number>,
  means: readonly ArrayLike<number>[],
  sigma: number,
): Float64Array {
  return Float64Array.from(means, (mean) => dotProduct(point, mean) / (sigma * sigma))
}

/**
 * The d-dimensional update in logarithms: log of the mean over the memory of
 * g_{j,σ}(w, x) = w_j e^(x·μ_j/σ²) / Σ_l w_l e^(x·μ_l/σ²) (Wang et al. 2025, section 2.3).
 *
 * @param tilts one `tiltOf` for each element of the memory
 */
export function updatedLogWeights(logWeights: Float64Array, tilts: readonly Float64Array[]): Float64Array {
  const updated = tilts.map((tilt) => {
    const raised = logWeights.map((weight, j) => weight + tilt[j])
    const total = logSumExp(raised)
    return raised.map((weight) => weight - total)
  })
  const terms = new Float64Array(tilts.length)
  return logWeights.map((_, j) => {
    for (let h = 0; h < terms.length; h++) terms[h] = updated[h][j]
    return logSumExp(terms) - Math.log(terms.length)
  })
}
