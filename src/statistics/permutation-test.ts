import { mean, requireFinite } from './moments.ts'
import { type RandomizationTest, relabelingTest } from './randomization.ts'
import type { PermutationPlan } from './relabelings.ts'
import { type LabelStatistic, welchStatistic } from './two-sample-statistics.ts'

/**
 * Two-sided permutation test of two independent samples, of any sizes: all splits where there are at most 20,000,
 * else random ones.
 *
 * Its level is exact where both samples come from one distribution, whatever the statistic. For equal means alone
 * the default, Welch's t, is valid for large samples with unequal variances (Janssen 1997); with 5 values against
 * 20 and three times the standard deviation in the smaller sample it rejects in 8 % instead of 5 %; the difference
 * of means does in 26 %, and not less often in larger samples.
 *
 * @param statistic a function of the pooled values that changes its sign when the samples change places
 * @returns null where a sample has no value
 * @throws RangeError where a value is not finite
 */
export function permutationTest(
  first: readonly number[],
  second: readonly number[],
  plan: PermutationPlan,
  statistic: LabelStatistic = welchStatistic,
): RandomizationTest | null {
  if (first.length === 0 || second.length === 0) return null
  requireFinite('permutation test', first)
  requireFinite('permutation test', second)
  const pooled = centered([...first, ...second])
  const strata = [{ first: first.length, second: second.length }]
  return relabelingTest(strata, (labels) => Math.abs(statistic(pooled, labels)), plan)
}

/** A large common offset would cost digits. */
function centered(values: readonly number[]): number[] {
  const center = mean(values)
  return values.map((value) => value - center)
}
