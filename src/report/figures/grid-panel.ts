import type { PlotOptions } from '@observablehq/plot'
import type { CellGrid, Ensemble, SeriesName } from '../cell.ts'
import { seriesStyle } from '../theme.ts'
import type { LegendItem } from './figure.ts'
import type { Frame } from './panel.ts'

/** A small panel, one of many in a row. */
export const gridFrame: Frame = { width: 250, left: 28, right: 10, bottom: 36 }

/** A panel for all cells with one mirror probability. */
export const rowFrame: Frame = { width: 360, left: 28, right: 10, bottom: 36 }

/** Whether there are several cells. */
export const hasGrid = ({ cells }: CellGrid) => cells.length > 1

/** The series of a grid in the order of the page, each once. */
export function seriesIn({ cells }: CellGrid): readonly SeriesName[] {
  const all = cells.flatMap(({ ensembles }) => ensembles.map(({ series }) => series))
  return [...new Map(all.map((series) => [series.key, series])).values()].sort((a, b) =>
    a.key.localeCompare(b.key, 'en', { numeric: true }),
  )
}

/** How the series are told apart; nothing where there is one. */
export function seriesLegend(grid: CellGrid): readonly LegendItem[] {
  const series = seriesIn(grid)
  return series.length < 2 ? [] : series.map((one) => ({ label: one.label, ...seriesStyle(one) }))
}

/** An axis of whole numbers from 0 on that all panels of a grid share. */
export function sharedCounts(
  { cells }: CellGrid,
  most: (ensemble: Ensemble) => number,
): NonNullable<PlotOptions['y']> {
  const top = Math.max(1, ...cells.flatMap(({ ensembles }) => ensembles.map(most)))
  return { domain: [0, top], ticks: Math.min(4, top), tickFormat: 'd' }
}

/** The different values of a coordinate of the cells, in order. */
export function distinct(grid: CellGrid, coordinate: 'mirror' | 'neighbors'): readonly number[] {
  return [...new Set(grid.cells.map((cell) => cell[coordinate]))].sort((a, b) => a - b)
}
