/** A value of a table; null is an empty cell. */
export type CellValue = string | number | boolean | null

/**
 * One line of CSV (RFC 4180). A text that a spreadsheet would take for a formula is given a leading
 * apostrophe, as text from a model must not become a command (OWASP, "CSV injection").
 */
export function csvLine(row: readonly CellValue[]): string {
  return `${row.map(csvCell).join(',')}\r\n`
}

function csvCell(value: CellValue): string {
  if (value === null) return ''
  if (typeof value !== 'string') return String(value)
  const inert = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert
}
