import { csvLine } from '../export/csv.ts'
import type { FigureTable } from './figures/figure.ts'
import { inertText } from './inert-text.ts'

/** The data of a figure as CSV in which no text acts: not in a spreadsheet, and not in a terminal. */
export function figureCsv({ columns, rows }: FigureTable): string {
  const inert = rows.map((row) => row.map((value) => (typeof value === 'string' ? inertText(value) : value)))
  return [columns, ...inert].map(csvLine).join('')
}
