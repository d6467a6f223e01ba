import type { CellComparison, Comparison, Curve } from '../../../compare/comparison.ts'
import type { SeveralComparison } from '../../../compare/several.ts'
import { capital, cellName } from '../../format.ts'
import { systemName } from '../../names.ts'
import { seriesStyle } from '../../theme.ts'
import type { Figure, LegendItem, Panel } from '../figure.ts'
import { gridFrame } from '../grid-panel.ts'
import { type Frame, timeFrame } from '../panel.ts'

/** A figure of a comparison. */
export type ComparisonFigure = Figure<Comparison | SeveralComparison>

/** The styles of both sides: those of the first two series of the page. */
export const sides = { a: seriesStyle({ key: 'series-0' }), b: seriesStyle({ key: 'series-1' }) }

/** What the sides are called: their systems, or the ends of their labels where both are of one system. */
export function sideNames({ a, b }: Comparison): { readonly a: string; readonly b: string } {
  return a.system === b.system
    ? { a: endOf(a.label), b: endOf(b.label) }
    : { a: systemName(a.system), b: systemName(b.system) }
}

/** The last part of a path. */
export const endOf = (label: string): string => label.split('/').at(-1) ?? label

export function sidesLegend(comparison: Comparison): readonly LegendItem[] {
  const { a, b } = sideNames(comparison)
  return [
    { label: capital(a), ...sides.a },
    { label: capital(b), ...sides.b },
  ]
}

/** Different values of a coordinate of the cells, in order. */
export function valuesOf({ cells }: Comparison, coordinate: 'mirror' | 'neighbors'): readonly number[] {
  return [...new Set(cells.map((cell) => cell[coordinate]))].sort((x, y) => x - y)
}

/** Panels of a grid in a row: one a number of neighbors. */
export const columnsOf = (comparison: Comparison): number =>
  Math.min(5, valuesOf(comparison, 'neighbors').length)

/** Small panels where there are more than two in a row. */
export const frameOf = (comparison: Comparison): Frame => (columnsOf(comparison) > 2 ? gridFrame : timeFrame)

/** What names a panel of one cell. */
export function panelOfCell(cell: CellComparison): Pick<Panel, 'key' | 'heading'> {
  return { key: `p${cell.mirror}-k${cell.neighbors}`, heading: cellName(cell) }
}

/** The largest of the numbers that are there, and 0. */
export const largestOf = (values: readonly (number | null)[]): number =>
  Math.max(0, ...values.filter((value) => value !== null))

/** One point of a curve with its band. */
export interface BandPoint {
  readonly x: number
  readonly y: number
  readonly lower: number | null
  readonly upper: number | null
}

/** The points of a curve at which it has a value. */
export function bandPoints({ estimate, lower, upper }: Curve): readonly BandPoint[] {
  return estimate.flatMap((y, x) => (y === null ? [] : [{ x, y, lower: lower[x], upper: upper[x] }]))
}
