/** Prints to stdout: data, and nothing but data. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** Says something to the person at the terminal, on stderr. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

/** Prints data for programs. */
export function printJson(value: unknown): void {
  print(JSON.stringify(value, null, 2))
}

/** Rows in columns as wide as their widest cell; numbers to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, c) => Math.max(title.length, ...rows.map((row) => row[c].length)))
  const isNumber = (cell: string) => /^[-+−]?[.,]?\d/.test(cell)
  const line = (row: readonly string[]) =>
    row
      .map((cell, c) => (isNumber(cell) ? cell.padStart(widths[c]) : cell.padEnd(widths[c])))
      .join('  ')
      .trimEnd()
  return [line(head), ...rows.map(line)].join('\n')
}

/** Text that came from outside, with nothing in it that could steer a terminal. */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
}
