import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { FailureError, InputError } from '../core/errors.ts'
import { parseLine } from './parse-line.ts'
import { type RunHeader, runHeaderSchema, type StepRecord } from './record.ts'
import { traceLines } from './trace-lines.ts'

export const headerFile = 'run.json'
export const traceFile = 'trace.jsonl'

/** A run as it lies on disk. */
export interface StoredRun {
  readonly folder: string
  readonly header: RunHeader
  /** The complete steps, from t = 0 on without a gap. */
  readonly steps: readonly StepRecord[]
  /** Whether the valid last record is there. */
  readonly complete: boolean
  /** Length in bytes of the valid part of the trace; what follows is a torn line. */
  readonly validBytes: number
}

/**
 * Reads a run folder. A torn last line is left out, not an error; any other line that is not a record is.
 *
 * @throws FailureError naming the file and line
 */
export function readRun(folder: string): StoredRun {
  const header = readHeader(folder)
  const path = join(folder, traceFile)
  const steps: StepRecord[] = []
  let complete = false
  let validBytes = 0
  for (const { text, number, end } of traceLines(path)) {
    const record = parseLine(text, `${path}:${number}`)
    if (complete) throw new FailureError(`${path}:${number}: a line after the end record`)
    if ('end' in record) complete = true
    else if (record.t === steps.length) steps.push(record)
    else throw new FailureError(`${path}:${number}: got t = ${record.t}, expected ${steps.length}`)
    validBytes = end
  }
  return { folder, header, steps, complete, validBytes }
}

/** @throws FailureError where run.json is damaged */
export function readHeader(folder: string): RunHeader {
  const path = join(folder, headerFile)
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new FailureError(`${path}: cannot be read as JSON`, { cause: error })
  }
  const parsed = runHeaderSchema.safeParse(value)
  if (!parsed.success) throw new FailureError(`${path}: ${z.prettifyError(parsed.error)}`)
  return parsed.data
}

/**
 * The run folders below a folder (itself, or up to three levels down), sorted by path.
 *
 * @throws InputError where there is none
 */
export function findRuns(folder: string): string[] {
  if (!existsSync(folder)) throw new InputError(`${folder}: no such folder; accepted: a folder of runs`)
  const found: string[] = []
  const visit = (place: string, depth: number) => {
    if (existsSync(join(place, headerFile))) found.push(place)
    else if (depth > 0) {
      for (const entry of readdirSync(place, { withFileTypes: true })) {
        if (entry.isDirectory()) visit(join(place, entry.name), depth - 1)
      }
    }
  }
  visit(folder, 3)
  if (found.length === 0)
    throw new InputError(`${folder}: holds no run; accepted: a folder with ${headerFile} in it or below`)
  return found.sort((a, b) => basename(a).localeCompare(basename(b), 'en'))
}
