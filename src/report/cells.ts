import { measureRun } from '../metrics/run-metrics.ts'
import type { StoredRun } from '../trace/read-run.ts'
import type { Cell, CellRun, Ensemble, MeanWeights } from './cell.ts'
import { groupBy } from './group-by.ts'
import type { Series } from './series.ts'

/** A run of the report with what is on disk of it. */
export interface MeasuredRun extends CellRun {
  readonly run: StoredRun
}

export type ReportCell = Cell<MeasuredRun>
export type ReportEnsemble = Ensemble<MeasuredRun>

/**
 * The cells of the series, by mirror probability and then neighbors; runs without a time are left out. Drawn by
 * themselves are the runs of the lowest replicate that all ensembles of a cell have, or each one's own lowest.
 */
export function cellsOf(
  series: readonly Series[],
  weights: ReadonlyMap<StoredRun, MeanWeights> = new Map(),
): readonly ReportCell[] {
  const measured = series.flatMap((one) =>
    one.runs
      .filter(({ steps }) => steps.length > 0)
      .map((run) => ({ series: one, ...measure(run, weights.get(run) ?? null) })),
  )
  const groups = groupBy(measured, ({ metrics }) => `mirror-${metrics.mirror}-neighbors-${metrics.neighbors}`)
  const cells = [...groups].map(([id, members]): ReportCell => {
    const { mirror, neighbors } = members[0].metrics
    const steps = Math.max(...members.map(({ metrics }) => metrics.steps))
    const agents = Math.max(...members.map(({ metrics }) => metrics.agents))
    const ensembles = ensemblesOf(members)
    return { id, mirror, neighbors, steps, agents, ensembles, rescaledPaces: null }
  })
  return cells.sort((a, b) => a.mirror - b.mirror || a.neighbors - b.neighbors)
}

/** The runs that are drawn by themselves, of all cells. */
export function shownRuns(cells: readonly ReportCell[]): readonly StoredRun[] {
  return cells.flatMap(({ ensembles }) =>
    ensembles.flatMap(({ shown }) => (shown === null ? [] : [shown.run])),
  )
}

function ensemblesOf(members: readonly (MeasuredRun & { readonly series: Series })[]) {
  const groups = [...groupBy(members, (member) => member.series)].map(
    ([series, runs]) => [series, runs.sort((a, b) => a.metrics.replicate - b.metrics.replicate)] as const,
  )
  const [[, first], ...others] = groups
  const common = first.find(({ metrics: { replicate } }) =>
    others.every(([, runs]) => runs.some(({ metrics }) => metrics.replicate === replicate)),
  )?.metrics.replicate
  return groups.map(([{ key, system, label }, runs]): ReportEnsemble => {
    const shown = runs.find(({ metrics }) => metrics.replicate === common) ?? runs[0]
    return { series: { key, system, label }, runs, shown, pace: 1 }
  })
}

function measure(run: StoredRun, weights: MeanWeights | null): MeasuredRun {
  return { run, path: run.steps.map(({ silos }) => silos), metrics: measureRun(run), weights }
}
