import { closeSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { FailureError } from '../core/errors.ts'
import { parseLine } from './parse-line.ts'
import { readHeader, traceFile } from './read-run.ts'
import type { RunHeader, StepRecord } from './record.ts'
import { traceLines } from './trace-lines.ts'

/** A step as it was recorded. */
export interface StoredStep {
  readonly step: StepRecord
  /** Its line, without the line end. */
  readonly line: string
}

/** A trace whose steps are read when they are asked for: in memory is only where they lie. */
export interface StoredTrace {
  readonly header: RunHeader
  /** Complete steps: those of t = 0 … times - 1. */
  readonly times: number
  /** Whether the valid last record is there. */
  readonly complete: boolean
  /** Length in bytes of the valid part of the trace; what follows is a torn line. */
  readonly validBytes: number
  /**
   * The step of time t; null for a time that is not there.
   *
   * @throws FailureError where its line is damaged
   */
  at(t: number): StoredStep | null
}

/** Steps are asked for in order, each several times and those of two times in turn. */
const kept = 4

/**
 * Finds the steps of a run.
 *
 * @throws FailureError where run.json is damaged, or where lines follow the last record
 */
export function openStoredTrace(folder: string): StoredTrace {
  const path = join(folder, traceFile)
  const starts: number[] = []
  let complete = false
  let validBytes = 0
  for (const { text, number, start, end } of traceLines(path)) {
    if (complete) throw new FailureError(`${path}:${number}: a line after the end record`)
    if (text.startsWith('{"end":')) complete = 'end' in parseLine(text, `${path}:${number}`)
    else starts.push(start)
    validBytes = end
  }
  const places = [...starts, validBytes]
  const recent = new Map<number, StoredStep>()
  const times = starts.length
  return {
    header: readHeader(folder),
    times,
    complete,
    validBytes,
    at(t) {
      if (t >= times) return null
      const known = recent.get(t)
      if (known !== undefined) return known
      const line = readLine(path, places[t], places[t + 1])
      const step = parseLine(line, `${path}:${t + 1}`)
      if ('end' in step || step.t !== t) throw new FailureError(`${path}:${t + 1}: expected t = ${t}`)
      const found = { step, line }
      recent.set(t, found)
      for (const oldest of recent.keys()) if (recent.size > kept) recent.delete(oldest)
      return found
    },
  }
}

/** @param end behind the line end, which is left out */
function readLine(path: string, start: number, end: number): string {
  const bytes = Buffer.alloc(end - start)
  const file = openSync(path, 'r')
  try {
    const read = readSync(file, bytes, 0, bytes.length, start)
    return bytes.toString('utf8', 0, read).replace(/\n.*$/s, '')
  } finally {
    closeSync(file)
  }
}
