import { csvLine } from '../../export/csv.ts'
import type { FigureTable } from '../figures/figure.ts'
import { inertText } from '../inert-text.ts'

/** The data of a figure as CSV in which no text acts: not in a spreadsheet, and not in a terminal. */
export function csvOf({ columns, rows }: FigureTable): string {
  const inert = rows.map((row) => row.map((value) => (typeof value === 'string' ? inertText(value) : value)))
  return [columns, ...inert].map(csvLine).join('')
}

/** Gives the reader a file. */
export function save(name: string, type: string, content: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
