import type { StoredRun } from '../trace/read-run.ts'
import { cellsOf, type ReportCell, shownRuns } from './cells.ts'
import type { ReportData } from './report-data.ts'
import { type Series, seriesOf } from './series.ts'
import { type SiloColors, siloColors, siloOrder } from './silo-colors.ts'

/** The data of a report, sorted and measured: what page and figures are drawn from. */
export interface ReportView {
  readonly series: readonly Series[]
  readonly cells: readonly ReportCell[]
  /** All silos in the order in which they have their colors. */
  readonly silos: readonly number[]
  readonly colors: SiloColors
  /** Runs that did not come to their end. */
  readonly incomplete: readonly StoredRun[]
}

export function viewOf({
  runs,
  weights,
  comparison,
}: Pick<ReportData, 'runs' | 'weights' | 'comparison'>): ReportView {
  const series = seriesOf(runs)
  const cells = cellsOf(series, weights, comparison)
  const all = cells.flatMap(({ ensembles }) => ensembles.flatMap((ensemble) => ensemble.runs))
  const shown = new Set(shownRuns(series))
  const paths = (some: typeof all) => some.map(({ path }) => path)
  // What is drawn at first gets the most distinct colors.
  const first = siloOrder(paths(all.filter(({ run }) => shown.has(run))))
  const silos = [...new Set([...first, ...siloOrder(paths(all))])]
  return {
    series,
    cells,
    silos,
    colors: siloColors(silos),
    incomplete: runs.filter(({ complete }) => !complete),
  }
}
