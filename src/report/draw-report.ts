import { parseHTML } from 'linkedom'
import { comparisonFigures } from './comparison-figures.ts'
import { type DrawnFigure, drawFigures } from './drawn-figure.ts'
import { cellFigures, gridFigures } from './figures.ts'
import type { ReportData } from './report-data.ts'
import { type ReportView, viewOf } from './view.ts'

/** A report with all its figures drawn: what page and files are made of. */
export interface DrawnReport extends ReportView {
  readonly data: ReportData
  /** The figures over all cells. */
  readonly overview: readonly DrawnFigure[]
  /** The figures of the comparison; none without one. */
  readonly compared: readonly DrawnFigure[]
  /** The figures of each cell, by its id. */
  readonly figures: ReadonlyMap<string, readonly DrawnFigure[]>
}

/** Draws all figures of a report, once for page and files. */
export function drawReport(data: ReportData): DrawnReport {
  const view = viewOf(data)
  const { cells, colors } = view
  const tools = { document: parseHTML('<html></html>').document, colors }
  return {
    ...view,
    data,
    compared: data.comparison === null ? [] : drawFigures(comparisonFigures, data.comparison, tools),
    overview: drawFigures(gridFigures, { cells }, tools),
    figures: new Map(cells.map((cell) => [cell.id, drawFigures(cellFigures, cell, tools)])),
  }
}
