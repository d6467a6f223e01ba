import type { TimeTo } from '../core/silo-path.ts'
import { riskTable, timeOf } from './kaplan-meier.ts'
import { twoSidedTail } from './normal-distribution.ts'
import { type RandomizationTest, relabelingTest } from './randomization.ts'
import type { PermutationPlan } from './relabelings.ts'

export interface LogRank {
  /** Events of the first sample minus those expected if both had one hazard. */
  readonly excess: number
  /** Squared excess over its hypergeometric variance: about chi-squared with one degree of freedom. */
  readonly statistic: number
  /** From the chi-squared distribution: for samples too large to need a permutation. */
  readonly asymptoticPValue: number
  /** By permuting labels: exact in level at any size where both samples were censored alike. */
  readonly permutation: RandomizationTest
}

/**
 * The log-rank test that two samples of times come from one distribution (Mantel 1966; Peto and Peto 1972). It
 * looks for hazards in one proportion: where survival curves cross, prefer a difference of restricted means.
 *
 * The permutation needs both samples to be censored by the same rule, as at one horizon.
 *
 * @returns null where a sample is empty or the events cannot tell the samples apart (no variance)
 * @throws RangeError for a time that is negative or not finite
 */
export function logRank(
  first: readonly TimeTo[],
  second: readonly TimeTo[],
  plan: PermutationPlan,
): LogRank | null {
  const pooled = [...first, ...second]
  const table = riskTable(pooled)
  const variance = hypergeometricVariance(first, table)
  if (first.length === 0 || second.length === 0 || variance === 0) return null
  const scores = pooled.map((time) => logRankScore(time, table))
  const excessOf = (counts: (i: number) => boolean) =>
    scores.reduce((sum, score, i) => (counts(i) ? sum + score : sum), 0)
  const excess = excessOf((i) => i < first.length)
  const strata = [{ first: first.length, second: second.length }]
  return {
    excess,
    statistic: excess ** 2 / variance,
    asymptoticPValue: twoSidedTail(excess / Math.sqrt(variance)),
    permutation: relabelingTest(strata, (labels) => Math.abs(excessOf((i) => labels[i] === 1)), plan),
  }
}

type RiskTable = ReturnType<typeof riskTable>

/** An item's own event minus the hazard it has gone through; a sample's sum is its observed minus expected events. */
function logRankScore(time: TimeTo, table: RiskTable): number {
  const hazard = table
    .filter((row) => row.time <= timeOf(time))
    .reduce((sum, { events, atRisk }) => sum + events / atRisk, 0)
  return ('at' in time ? 1 : 0) - hazard
}

function hypergeometricVariance(first: readonly TimeTo[], table: RiskTable): number {
  let variance = 0
  for (const { time, atRisk, events } of table) {
    if (atRisk < 2) continue
    const share = first.filter((other) => timeOf(other) >= time).length / atRisk
    variance += (share * (1 - share) * events * (atRisk - events)) / (atRisk - 1)
  }
  return variance
}
