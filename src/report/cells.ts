import { groupBy } from '../core/group-by.ts'
import { measureRun } from '../metrics/run-metrics.ts'
import type { StoredRun } from '../trace/read-run.ts'
import type { Cell, CellRun, Ensemble, MeanWeights } from './cell.ts'
import { pacesOf } from './paces.ts'
import type { Series } from './series.ts'

/** A run of the report with what is on disk of it. */
export interface MeasuredRun extends CellRun {
  readonly run: StoredRun
}

export type ReportCell = Cell<MeasuredRun>
export type ReportEnsemble = Ensemble<MeasuredRun>

/**
 * The cells of the series, by mirror probability and then neighbors; runs without a time are left out.
 *
 * @param weights mean weights of runs, as far as they are known
 * @param comparison from which it is known on which clocks they are alike
 */
export function cellsOf(
  series: readonly Series[],
  weights: ReadonlyMap<StoredRun, MeanWeights> = new Map(),
  comparison: Parameters<typeof pacesOf>[0] = null,
): readonly ReportCell[] {
  const measure = (run: StoredRun): MeasuredRun => ({
    run,
    path: run.steps.map(({ silos }) => silos),
    metrics: measureRun(run),
    weights: weights.get(run) ?? null,
  })
  const cells = sortedRuns(series).map(({ id, mirror, neighbors, groups }): ReportCell => {
    const alone = drawnAlone(groups)
    const ensembles = groups.map(({ series: { key, system, label }, runs: [first, ...others] }, place) => {
      const runs = [measure(first), ...others.map(measure)] as const
      return {
        series: { key, system, label },
        runs,
        shown: runs.find(({ run }) => run === alone[place]) ?? null,
        pace: 1,
      }
    })
    const metrics = ensembles.flatMap(({ runs }) => runs.map((run) => run.metrics))
    const steps = Math.max(...metrics.map((run) => run.steps))
    const agents = Math.max(...metrics.map((run) => run.agents))
    const systems = ensembles.map((ensemble) => ensemble.series.system)
    const rescaledPaces = pacesOf(comparison, { mirror, neighbors }, systems)
    return { id, mirror, neighbors, steps, agents, ensembles, rescaledPaces }
  })
  return cells.sort((a, b) => a.mirror - b.mirror || a.neighbors - b.neighbors)
}

/** The runs that are drawn by themselves, of all cells. */
export function shownRuns(series: readonly Series[]): readonly StoredRun[] {
  return sortedRuns(series).flatMap(({ groups }) => drawnAlone(groups))
}

/** The runs of a series in one cell, by replicate. */
interface Group {
  readonly series: Series
  readonly runs: readonly [StoredRun, ...StoredRun[]]
}

function sortedRuns(series: readonly Series[]) {
  const members = series.flatMap((one) =>
    one.runs.filter(({ steps }) => steps.length > 0).map((run) => ({ series: one, run })),
  )
  const cells = groupBy(members, ({ run: { header } }) => {
    const { mirror, neighbors } = header.design
    return `mirror-${mirror}-neighbors-${neighbors}`
  })
  return [...cells].map(([id, inCell]) => {
    const { mirror, neighbors } = inCell[0].run.header.design
    const groups = [...groupBy(inCell, (member) => member.series)].map(([of, [first, ...others]]): Group => {
      const [lowest, ...higher] = [first.run, ...others.map(({ run }) => run)].sort(
        (a, b) => a.header.replicate - b.header.replicate,
      )
      return { series: of, runs: [lowest, ...higher] }
    })
    return { id, mirror, neighbors, groups }
  })
}

/** The run of each group with the lowest replicate that all of them have, or with its own lowest. */
function drawnAlone(groups: readonly Group[]): readonly StoredRun[] {
  const ofReplicate = (replicate: number) => (run: StoredRun) => run.header.replicate === replicate
  const common = groups[0].runs.find(({ header }) =>
    groups.every(({ runs }) => runs.some(ofReplicate(header.replicate))),
  )
  return groups.map(({ runs }) => runs.find(ofReplicate(common?.header.replicate ?? Number.NaN)) ?? runs[0])
}
