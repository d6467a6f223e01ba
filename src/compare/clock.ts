import { equivalence } from '../statistics/equivalence.ts'
import { type TimeScale, timeScale } from '../statistics/time-scale.ts'
import { type CellPlan, type CellRuns, sizesOf } from './cell-runs.ts'
import type { ClockComparison } from './comparison.ts'
import type { RunCurves } from './scalar-metrics.ts'
import { judge } from './verdict.ts'

/**
 * The time scale of a cell from its curves of effective silos, each as long as it is; null where they do not
 * determine it.
 */
export function timeScaleOf(runs: CellRuns<RunCurves>, { spec, streamFor }: CellPlan): TimeScale | null {
  const curvesOf = (side: readonly RunCurves[], reach: number) =>
    side.map((run) => run.effectiveSilos.slice(0, reach + 1).filter((value) => value !== null))
  const [a, b] = [curvesOf(runs.a, runs.reach.a), curvesOf(runs.b, runs.reach.b)]
  const gaps = (side: readonly (readonly number[])[], reach: number) =>
    side.some((curve) => curve.length <= reach)
  if (gaps(a, runs.reach.a) || gaps(b, runs.reach.b)) return null
  const { level, resamples } = spec
  return timeScale(a, b, { level, resamples, stream: streamFor('time scale') })
}

/** Whether both run on one clock: the factor may lie between 1/margin and margin. */
export function compareClocks(
  scale: TimeScale | null,
  runs: CellRuns<unknown>,
  { spec }: CellPlan,
): ClockComparison {
  if (scale === null) {
    return {
      factor: null,
      interval: null,
      misfit: null,
      margin: spec.clockMargin,
      verdict: 'undecided',
      reason: 'the mean curves do not determine a factor between 1/32 and 32',
    }
  }
  const { factor, interval, misfit, logReplications } = scale
  const known = logReplications.filter((log) => log !== null)
  const shown =
    interval === null ? null : equivalence(known, Math.log(spec.clockMargin), sizesOf(runs), spec.alpha)
  return {
    factor,
    interval,
    misfit,
    margin: spec.clockMargin,
    ...judge({
      equivalence: shown,
      p: interval === null ? null : twoSidedShare(known),
      smallestP: interval === null ? null : 2 / (known.length + 1),
      alpha: spec.alpha,
      sizes: sizesOf(runs),
    }),
  }
}

/** Bootstrap p of a factor of 1: twice the share of the replications on the far side of it. */
function twoSidedShare(logs: readonly number[]): number {
  const above = logs.filter((log) => log >= 0).length + 1
  const below = logs.filter((log) => log <= 0).length + 1
  return Math.min(1, (2 * Math.min(above, below)) / (logs.length + 1))
}
