import type { CurveColumn } from './compact-table.ts'

/**
 * Numbers of silos over time as a column of curves, on a logarithmic scale: what happens between five silos and
 * one matters as much as what happens between thirty and five.
 *
 * @param countsOf silos at t = 0, 1, …
 */
export function siloCurve<Row>(countsOf: (row: Row) => readonly number[]): CurveColumn<Row> {
  return {
    title: 'silos over t',
    of: (row) => countsOf(row).map((count) => (count > 0 ? Math.log(count) : null)),
  }
}
