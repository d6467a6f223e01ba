import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { FailureError, InputError } from '../core/errors.ts'
import { endSchema, type RunHeader, runHeaderSchema, type StepRecord, stepSchema } from './record.ts'

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

/** A line of a trace, with its answers or without. */
const lineSchemas = {
  silos: z.union([stepSchema.omit({ answers: true, replies: true }), endSchema]),
  everything: z.union([stepSchema, endSchema]),
}

/**
 * Reads a run folder. A torn last line is left out, not an error; any other line that is not a record is.
 *
 * @param what `silos` leaves the answers unread, which is much faster
 * @throws FailureError naming the file and line
 */
export function readRun(folder: string, what: 'silos' | 'everything' = 'everything'): StoredRun {
  const header = readHeader(folder)
  const path = join(folder, traceFile)
  const content = existsSync(path) ? readFileSync(path) : Buffer.alloc(0)
  const steps: StepRecord[] = []
  let complete = false
  let at = 0
  for (let next = content.indexOf(10, at); next >= 0; at = next + 1, next = content.indexOf(10, at)) {
    const line = content.toString('utf8', at, next)
    const record = parseLine(line, what, `${path}:${steps.length + 1}`)
    if (complete) throw new FailureError(`${path}:${steps.length + 2}: a line after the end record`)
    if ('end' in record) {
      complete = true
    } else {
      if (record.t !== steps.length) {
        throw new FailureError(`${path}:${steps.length + 1}: got t = ${record.t}, expected ${steps.length}`)
      }
      steps.push(record)
    }
  }
  return { folder, header, steps, complete, validBytes: at }
}

function parseLine(line: string, what: keyof typeof lineSchemas, place: string) {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch (error) {
    throw new FailureError(`${place}: not a trace record (damaged line)`, { cause: error })
  }
  const parsed = lineSchemas[what].safeParse(value)
  if (!parsed.success)
    throw new FailureError(`${place}: not a trace record: ${z.prettifyError(parsed.error)}`)
  return parsed.data as StepRecord | z.infer<typeof endSchema>
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
