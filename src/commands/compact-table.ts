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
const leastCurve = 8
const usualCurve = 24
const mostCurve = 40

/** A table for people that fits the terminal: first the curve shrinks, then columns are left out. */
export function compactTable<Row>(
  rows: readonly Row[],
  columns: readonly TextColumn<Row>[],
  curve: CurveColumn<Row>,
  terminal: Terminal,
): string {
  const room = terminal.columns ?? Number.POSITIVE_INFINITY
  const kept = fitting(rows, columns, room)
  const left = room - widthOf(rows, kept) - gap
  const least = Math.max(leastCurve, curve.title.length)
  const width = Number.isFinite(left) ? Math.min(mostCurve, left) : usualCurve
  const head = kept.map(({ title }) => title)
  const cells = rows.map((row) => kept.map(({ of }) => of(row)))
  if (width < least) return table(head, cells)
  const curves = rows.map(curve.of)
  const range = rangeOf(curves)
  const levels = sparkLevels(terminal)
  return table(
    [...head, curve.title],
    cells.map((row, i) => [...row, sparkline(curves[i], { width, range, levels })]),
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

/** The columns that fit, those that can be spared left out first. */
function fitting<Row>(
  rows: readonly Row[],
  columns: readonly TextColumn<Row>[],
  room: number,
): readonly TextColumn<Row>[] {
  const spare = columns.filter(({ expendable }) => expendable !== undefined)
  if (widthOf(rows, columns) <= room || spare.length === 0) return columns
  const order = (column: TextColumn<Row>) => column.expendable ?? 0
  const first = spare.reduce((most, column) => (order(column) > order(most) ? column : most))
  return fitting(
    rows,
    columns.filter((column) => column !== first),
    room,
  )
}

function widthOf<Row>(rows: readonly Row[], columns: readonly TextColumn<Row>[]): number {
  const widths = columns.map(({ title, of }) =>
    rows.reduce((most, row) => Math.max(most, of(row).length), title.length),
  )
  return widths.reduce((sum, width) => sum + width + gap, -gap)
}
