import { mean, requireFinite } from './moments.ts'
import { type RandomizationTest, relabelingTest } from './randomization.ts'
import type { Labels, PermutationPlan } from './relabelings.ts'

/** The values of both samples in one stratum, such as a cell of the design. */
export interface StratumValues {
  readonly first: readonly number[]
  readonly second: readonly number[]
}

/**
 * Two-sided permutation test of a common difference of means over strata: labels are exchanged within strata, and
 * the statistic is Σ w (mean of the first - mean of the second) with w = n₁n₂/(n₁ + n₂), the weights that are best
 * where one difference holds everywhere (Cochran 1954). Differences of opposite sign can cancel.
 *
 * Exact in level where within each stratum both samples come from one distribution; strata themselves may differ
 * in every way. Equal means with unequal variances and sizes are not covered.
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
  return relabelingTest(sizes, (labels) => Math.abs(sumOfFirst(deviations, labels)), plan)
}

/** Of deviations from the stratum's pooled mean, the first sample's sum is w times the difference of means. */
function sumOfFirst(deviations: readonly number[], labels: Labels): number {
  let sum = 0
  for (let i = 0; i < deviations.length; i++) if (labels[i] === 1) sum += deviations[i]
  return sum
}
