import { requireFinite } from './moments.ts'
import { smallestPValue } from './randomization.ts'
import { countSplits, type PermutationPlan, visitRelabelings } from './relabelings.ts'
import { welchStatistic } from './two-sample-statistics.ts'

/** Tests of several metrics at once. */
export interface MaxTTest {
  /** One a metric, in their order: adjusted, so that the chance of any false rejection is at most α. */
  readonly pValues: readonly number[]
  readonly smallestPValue: number
  readonly exact: boolean
  readonly rearrangements: number
}

/**
 * Single-step max-T (Westfall and Young 1993): two-sided tests of several metrics of two samples of runs on the
 * same permutations of labels, each against the largest |t| (Welch's) over all metrics. It uses that metrics of
 * one run go together, where Holm must expect the worst. A metric without any spread has p = 1.
 *
 * Level: as of `permutationTest` with Welch's t; three metrics with three times the standard deviation in the smaller
 * of 5 against 20 runs are falsely rejected in 11 % instead of 5 %.
 *
 * @param first one row a run, one column a metric
 * @returns null where a sample has no run or there is no metric
 * @throws RangeError where rows differ in length or a value is not finite
 */
export function maxTTest(
  first: readonly (readonly number[])[],
  second: readonly (readonly number[])[],
  plan: PermutationPlan,
): MaxTTest | null {
  const runs = [...first, ...second]
  if (first.length === 0 || second.length === 0 || runs[0].length === 0) return null
  for (const run of runs) {
    requireFinite('max-T', run)
    if (run.length !== runs[0].length) {
      throw new RangeError(
        `max-T: got runs of ${runs[0].length} and ${run.length} metrics, expected one number`,
      )
    }
  }
  const metrics = runs[0].map((_, metric) => runs.map((run) => run[metric]))
  const strata = [{ first: first.length, second: second.length }]
  const largest: number[] = []
  const own: number[] = []
  const exact = visitRelabelings(strata, plan, (labels) => {
    const statistics = metrics.map((values) => Math.abs(welchStatistic(values, labels)))
    if (own.length === 0) own.push(...statistics)
    largest.push(Math.max(...statistics))
  })
  const random = exact ? null : largest.length - 1
  return {
    pValues: own.map((value) => share(largest, value)),
    smallestPValue: smallestPValue(countSplits(strata), first.length === second.length, random),
    exact,
    rearrangements: random ?? largest.length,
  }
}

/** Relative difference between two statistics that is rounding. */
const rounding = 1e-10

function share(largest: readonly number[], value: number): number {
  const threshold = Number.isFinite(value) ? value * (1 - rounding) : value
  return largest.filter((other) => other >= threshold).length / largest.length
}
