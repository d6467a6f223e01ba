import type { TimeTo } from '../core/silo-path.ts'
import { kaplanMeier } from '../statistics/kaplan-meier.ts'
import { logRank } from '../statistics/log-rank.ts'
import { wassersteinDistance } from '../statistics/wasserstein.ts'
import type { CellPlan, CellRuns } from './cell-runs.ts'
import { compareMeans } from './compare-means.ts'
import type { ConvergenceComparison } from './comparison.ts'
import type { Pending } from './pending.ts'
import { type RunCurves, restrictedMeanConvergence, timeUpTo } from './scalar-metrics.ts'

/**
 * Compares times to convergence. All runs of a cell are cut at one horizon, so restricted means are plain means of
 * min(t*, horizon), and labels may be permuted in the log-rank test.
 */
export function compareConvergence(
  runs: CellRuns<RunCurves>,
  plan: CellPlan,
): Pending<ConvergenceComparison> {
  const { horizon } = runs
  const pending = compareMeans('restrictedMeanConvergence', restrictedMeanConvergence, runs, plan)
  const timesOf = (side: readonly RunCurves[]) => side.map((run) => timeUpTo(run, horizon))
  const [a, b] = [timesOf(runs.a), timesOf(runs.b)]
  const cutOf = (side: readonly RunCurves[]) =>
    side.flatMap((run) => restrictedMeanConvergence.of(run, horizon) ?? [])
  return {
    p: pending.p,
    conclude: (adjustedP) => ({
      ...pending.conclude(adjustedP),
      ...(timesSeen([...a, ...b]) ? {} : nothingSeen),
      survival: { a: kaplanMeier(a, plan.spec.level), b: kaplanMeier(b, plan.spec.level) },
      logRank: logRankOf(a, b, plan),
      wassersteinDistance: wassersteinDistance(cutOf(runs.a), cutOf(runs.b)),
    }),
  }
}

const timesSeen = (times: readonly TimeTo[]) => times.some((time) => 'at' in time)

/** Equal censored times are no evidence of equal times. */
const nothingSeen = {
  verdict: 'undecided',
  reason: 'no run of either had converged by the horizon',
} as const

function logRankOf(
  a: readonly TimeTo[],
  b: readonly TimeTo[],
  { spec, streamFor }: CellPlan,
): ConvergenceComparison['logRank'] {
  if (a.length < 2 || b.length < 2) return null
  const test = logRank(a, b, { resamples: spec.permutations, stream: streamFor('log-rank') })
  if (test === null) return null
  const { pValue, smallestPValue } = test.permutation
  return { statistic: test.statistic, p: pValue, smallestP: smallestPValue }
}
