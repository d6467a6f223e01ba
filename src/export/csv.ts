import { inertText } from '../core/inert-text.ts'

/** A value of a table; null is an empty cell. */
export type CellValue = string | number | boolean | null

/**
 * One line of CSV (RFC 4180). A text that a spreadsheet would take for a formula is given a leading
 * apostrophe, as text from a model must not become a command (OWASP, "CSV injection"); characters that would
 * act in a terminal or turn the direction of writing are written by name.
 */
export function csvLine(row: readonly CellValue[]): string {
  return `${row.map(csvCell).join(',')}\r\n`
}

function csvCell(value: CellValue): string {
  if (value === null) return ''
  if (typeof value !== 'string') return String(value)
  const text = inertText(value)
  const inert = /^[=+\-@\t]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert
}
