import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { headerFile, readHeader, traceFile } from './read-run.ts'
import type { RunHeader } from './record.ts'

/** The last record of a complete trace, as a line. */
export function endLine(header: Pick<RunHeader, 'design'>): string {
  return `${JSON.stringify({ end: 'completed', times: header.design.steps + 1 })}\n`
}

/**
 * The header of a run that is marked as completed and whose trace, where it has one, ends with the last
 * record; null for any other. Looks at the end of the trace alone, which costs little however long it is.
 *
 * @throws FailureError where run.json is damaged
 */
export function finishedHeader(folder: string): RunHeader | null {
  if (!existsSync(join(folder, headerFile))) return null
  const header = readHeader(folder)
  const path = join(folder, traceFile)
  const whole = !existsSync(path) || endsWith(path, `\n${endLine(header)}`)
  return header.status === 'completed' && whole ? header : null
}

function endsWith(path: string, text: string): boolean {
  const expected = Buffer.from(text)
  const found = Buffer.alloc(expected.length)
  const file = openSync(path, 'r')
  try {
    const start = fstatSync(file).size - expected.length
    return start >= 0 && readSync(file, found, 0, expected.length, start) > 0 && found.equals(expected)
  } finally {
    closeSync(file)
  }
}
