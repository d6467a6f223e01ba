import type { StoredRun } from '../trace/read-run.ts'
import { type Cell, cellsOf } from './cells.ts'
import type { ReportData } from './report-data.ts'
import { type Series, seriesOf } from './series.ts'
import { type SiloColors, siloColors } from './silo-colors.ts'

/** The data of a report, sorted and measured: what page and figures are drawn from. */
export interface ReportView {
  readonly series: readonly Series[]
  readonly cells: readonly Cell[]
  readonly colors: SiloColors
  /** Runs that did not come to their end. */
  readonly incomplete: readonly StoredRun[]
}

export function viewOf({ runs }: Pick<ReportData, 'runs'>): ReportView {
  const series = seriesOf(runs)
  const cells = cellsOf(series)
  const shown = cells.flatMap(({ ensembles }) => ensembles.map((ensemble) => ensemble.runs[0].run))
  return {
    series,
    cells,
    colors: siloColors(shown),
    incomplete: runs.filter(({ complete }) => !complete),
  }
}
