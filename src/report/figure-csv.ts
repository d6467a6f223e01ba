import { csvLine } from '../export/csv.ts'
import type { FigureTable } from './figures/figure.ts'

/** The data of a figure as CSV. */
export function figureCsv({ columns, rows }: FigureTable): string {
  return [columns, ...rows].map(csvLine).join('')
}
