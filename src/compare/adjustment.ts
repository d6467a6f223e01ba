import { holm } from '../statistics/holm.ts'
import { maxTTest } from '../statistics/max-t.ts'
import type { CellPlan, CellRuns } from './cell-runs.ts'
import type { Pending } from './pending.ts'
import {
  finalSiloCount,
  meanEffectiveSilos,
  type RunCurves,
  restrictedMeanConvergence,
  type ScalarMetric,
} from './scalar-metrics.ts'
import type { PrimaryName } from './spec.ts'

/** What stands for each primary metric where several are tested on one t statistic. */
const scalars: Readonly<Record<PrimaryName, ScalarMetric<RunCurves>>> = {
  finalSiloCount,
  restrictedMeanConvergence,
  trajectory: meanEffectiveSilos,
}

/**
 * The p of the metrics that decide, adjusted for each other: by Holm (1979), or by max-T (Westfall and Young 1993)
 * on permutations that they share. Max-T knows no pairs, so paired runs are adjusted by Holm.
 */
export function adjustedPValues(
  metrics: Readonly<Record<PrimaryName, Pending<unknown>>>,
  runs: CellRuns<RunCurves>,
  { spec, streamFor }: CellPlan,
): ReadonlyMap<string, number | null> {
  const names = spec.primary
  const together =
    spec.adjustment === 'max-t' && !runs.paired
      ? maxT(names, runs, { resamples: spec.permutations, stream: streamFor('max-T') })
      : null
  const adjusted = together ?? holm(names.map((name) => metrics[name].p))
  return new Map(names.map((name, i) => [name, adjusted[i]]))
}

function maxT(
  names: readonly PrimaryName[],
  runs: CellRuns<RunCurves>,
  plan: Parameters<typeof maxTTest>[2],
): readonly number[] | null {
  if (runs.a.length < 2 || runs.b.length < 2) return null
  const rows = (side: readonly RunCurves[]) =>
    side.map((run) => names.flatMap((name) => scalars[name].of(run, runs.horizon) ?? []))
  const [a, b] = [rows(runs.a), rows(runs.b)]
  if ([...a, ...b].some((row) => row.length < names.length)) return null
  return maxTTest(b, a, plan)?.pValues ?? null
}
