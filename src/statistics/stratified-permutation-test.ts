import { mean, requireFinite } from './moments.ts'
import { type RandomizationTest, relabelingTest } from './randomization.ts'
import type { Labels, PermutationPlan, Stratum } from './relabelings.ts'

/** The values of both samples in one stratum, such as a cell of the design. */
export interface StratumValues {
  readonly first: readonly number[]
  readonly second: readonly number[]
}

/**
 * Two-sided permutation test of a common difference of means over strata: labels are exchanged within strata. The
 * difference is Σ w (mean of the first - mean of the second) with w = n₁n₂/(n₁ + n₂), the weights that are best
 * where one difference holds everywhere (Cochran 1954); differences of opposite sign can cancel. It is divided by
 * its standard error, as in Welch's t, where every sample of every stratum has two values or more.
 *
 * Exact in level where within each stratum both samples come from one distribution; strata themselves may differ
 * in every way. For equal means with unequal variances it is approximate, and with a few values in each sample it
 * rejects too often (`npm run check:science` prints how often).
 *
 * @returns null where no stratum has values of both samples; others count for nothing
 * @throws RangeError where a value is not finite
 */
export function stratifiedPermutationTest(
  strata: readonly StratumValues[],
  plan: PermutationPlan,
): RandomizationTest | null {
  const used = strata.filter(({ first, second }) => first.length > 0 && second.length > 0)
  if (used.length === 0) return null
  for (const { first, second } of used) requireFinite('stratified permutation test', [...first, ...second])
  const sizes = used.map(({ first, second }) => ({ first: first.length, second: second.length }))
  const deviations = used.flatMap(({ first, second }) => {
    const pooled = [...first, ...second]
    const center = mean(pooled)
    return pooled.map((value) => value - center)
  })
  return relabelingTest(sizes, (labels) => Math.abs(studentized(deviations, labels, sizes)), plan)
}

/** Of deviations from the stratum's pooled mean, the first sample's sum is w times the difference of means. */
function studentized(deviations: readonly number[], labels: Labels, sizes: readonly Stratum[]): number {
  let difference = 0
  let variance = 0
  let start = 0
  for (const { first, second } of sizes) {
    const sums = [0, 0]
    const squares = [0, 0]
    for (let i = start; i < start + first + second; i++) {
      sums[labels[i]] += deviations[i]
      squares[labels[i]] += deviations[i] ** 2
    }
    difference += sums[1]
    const weight = (first * second) / (first + second)
    variance +=
      weight ** 2 * (squaredError(first, sums[1], squares[1]) + squaredError(second, sums[0], squares[0]))
    start += first + second
  }
  if (Math.abs(difference) === 0 || sizes.some(({ first, second }) => first < 2 || second < 2))
    return difference
  const error = Math.sqrt(variance)
  return error <= rounding * Math.abs(difference) ? Number.POSITIVE_INFINITY : difference / error
}

/** Squared standard error of a mean, from sums of values near 0; rounding cannot take it below 0. */
function squaredError(size: number, sum: number, squares: number): number {
  return size < 2 ? 0 : Math.max(0, squares - sum ** 2 / size) / (size * (size - 1))
}

/** A standard error relative to the difference that is rounding alone: sums of squares cancel to about 1e-8. */
const rounding = 1e-7
