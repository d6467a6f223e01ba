import { table } from './output.ts'
import { sparkLevels, sparkline } from './sparkline.ts'
import type { Terminal } from './terminal.ts'

/** A column of text. */
export interface TextColumn<Row> {
  readonly title: string
  readonly of: (row: Row) => string
  /** Where the terminal is too narrow, columns are left out from the largest of these on; absent: never. */
  readonly expendable?: number
}

/** A curve beside each row, as wide as there is room for; all rows on one scale. */
export interface CurveColumn<Row> {
  readonly title: string
  readonly of: (row: Row) => readonly (number | null)[]
}

const gap = 2
const leastCurve = 12
const usualCurve = 24
const mostCurve = 40

/**
 * A table for people that fits the terminal: first the curve shrinks, then columns are left out, and where there
 * is no room for a curve at all, it is left out instead.
 */
export function compactTable<Row>(
  rows: readonly Row[],
  columns: readonly TextColumn<Row>[],
  curve: CurveColumn<Row>,
  terminal: Terminal,
): string {
  const room = terminal.columns ?? Number.POSITIVE_INFINITY
  const least = gap + Math.max(leastCurve, curve.title.length)
  const besideCurve = fitting(rows, columns, room - least)
  if (besideCurve === null) return textTable(rows, fitting(rows, columns, room) ?? necessary(columns))

  const left = room - widthOf(rows, besideCurve) - gap
  const width = Number.isFinite(left) ? Math.min(mostCurve, left) : usualCurve
  const curves = rows.map(curve.of)
  const options = { width, range: rangeOf(curves), levels: sparkLevels(terminal) }
  const lines = new Map(rows.map((row, i) => [row, sparkline(curves[i], options)]))
  return textTable(rows, [...besideCurve, { title: curve.title, of: (row) => lines.get(row) ?? '' }])
}

function textTable<Row>(rows: readonly Row[], columns: readonly TextColumn<Row>[]): string {
  return table(
    columns.map(({ title }) => title),
    rows.map((row) => columns.map(({ of }) => of(row))),
  )
}

function rangeOf(curves: readonly (readonly (number | null)[])[]): readonly [number, number] {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const value of curves.flat()) {
    if (value === null) continue
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  return [low, high]
}

const necessary = <Row>(columns: readonly TextColumn<Row>[]) =>
  columns.filter(({ expendable }) => expendable === undefined)

/** The columns that fit, those that can be spared left out first; null where not even the others do. */
function fitting<Row>(
  rows: readonly Row[],
  columns: readonly TextColumn<Row>[],
  room: number,
): readonly TextColumn<Row>[] | null {
  if (widthOf(rows, columns) <= room) return columns
  const spare = columns.flatMap(({ expendable }) => expendable ?? [])
  if (spare.length === 0) return null
  const first = Math.max(...spare)
  return fitting(
    rows,
    columns.filter(({ expendable }) => expendable !== first),
    room,
  )
}

function widthOf<Row>(rows: readonly Row[], columns: readonly TextColumn<Row>[]): number {
  const widths = columns.map(({ title, of }) =>
    rows.reduce((most, row) => Math.max(most, of(row).length), title.length),
  )
  return widths.reduce((sum, width) => sum + width + gap, -gap)
}
