import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  renameSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { FailureError, InputError } from '../core/errors.ts'
import { headerFile, readRun, type StoredRun, traceFile } from './read-run.ts'
import type { RunHeader, StepRecord } from './record.ts'

/** What a run is at its start; status and times are kept by the writer. */
export type NewRun = Pick<RunHeader, 'run' | 'design' | 'replicate' | 'provenance'>

/** Appends to a run's trace and keeps its run.json true. */
export interface RunWriter {
  /** What was there before: its steps need not be made again. */
  readonly stored: StoredRun | null
  /** Appends a step; one that is already stored must be the same and is not written again. */
  append(step: StepRecord): void
  /** Writes the last record: only now is the run done. */
  complete(ended: string | null): void
  /** Leaves what is there, and says why it went no further. */
  fail(reason: string): void
  close(): void
}

/** Lines are gathered up to this size, so that a fast system is not slowed down by writing. */
const bufferedBytes = 1 << 16

/**
 * Opens a run folder for writing, or for going on where an earlier try stopped.
 *
 * @param flush `step`: every step is on disk before the next begins; `buffer`: in larger pieces
 * @throws InputError where the folder holds a run of another design, or made with other inputs
 */
export function writeRun(
  folder: string,
  run: NewRun,
  started: string | null,
  flush: 'step' | 'buffer',
): RunWriter {
  const stored = existsSync(join(folder, headerFile)) ? readRun(folder) : null
  if (stored !== null) refuseOther(folder, stored.header, run)
  mkdirSync(folder, { recursive: true })
  const path = join(folder, traceFile)
  if (stored !== null && existsSync(path)) truncateSync(path, stored.validBytes)
  let header: RunHeader = {
    format: 1,
    ...run,
    started: stored?.header.started ?? started,
    ended: null,
    status: 'running',
  }
  if (stored?.complete !== true) writeHeader(folder, header)

  const file = openSync(path, 'a')
  let pending: string[] = []
  let pendingBytes = 0
  const write = (line: string, now: boolean) => {
    pending.push(line, '\n')
    pendingBytes += line.length + 1
    if (now || pendingBytes >= bufferedBytes) {
      writeSync(file, pending.join(''))
      pending = []
      pendingBytes = 0
    }
  }
  return {
    stored,
    append(step) {
      const line = JSON.stringify(step)
      const before = stored?.steps[step.t]
      if (before === undefined) write(line, flush === 'step')
      else if (!isDeepStrictEqual(before, JSON.parse(line))) {
        throw new FailureError(
          `${path}: time ${step.t} cannot be made again as it was recorded; start the run anew in an empty folder`,
        )
      }
    },
    complete(ended) {
      if (stored?.complete === true) return
      write(JSON.stringify({ end: 'completed', times: header.design.steps + 1 }), true)
      header = { ...header, ended, status: 'completed' }
      writeHeader(folder, header)
    },
    fail(reason) {
      if (pending.length > 0) writeSync(file, pending.join(''))
      pending = []
      header = { ...header, status: 'failed', failure: reason }
      writeHeader(folder, header)
    },
    close: () => closeSync(file),
  }
}

/** Written beside and renamed, so that a reader never finds half of it. */
function writeHeader(folder: string, header: RunHeader): void {
  const path = join(folder, headerFile)
  writeFileSync(`${path}.new`, `${JSON.stringify(header, null, 2)}\n`)
  renameSync(`${path}.new`, path)
}

function refuseOther(folder: string, there: RunHeader, wanted: NewRun): void {
  const found = { ...there.design, ...inputsOf(there.provenance) }
  const asked = { ...JSON.parse(JSON.stringify(wanted.design)), ...inputsOf(wanted.provenance) }
  const fields = [...new Set([...Object.keys(found), ...Object.keys(asked)])]
  const other = fields.filter((field) => !isDeepStrictEqual(found[field], asked[field]))
  if (other.length === 0) return
  const differences = other.map(
    (field) => `${field} ${JSON.stringify(found[field])} there, ${JSON.stringify(asked[field])} asked`,
  )
  throw new InputError(
    `${folder} holds a run of another design: ${differences.join('; ')}. Accepted: the same design, or another folder`,
  )
}

/** The part of the provenance that must not change under a run: models, prompt, corpus. */
function inputsOf(provenance: RunHeader['provenance']): Record<string, unknown> {
  const { inputs } = provenance
  return typeof inputs === 'object' && inputs !== null ? JSON.parse(JSON.stringify(inputs)) : {}
}
