import { closeSync, existsSync, openSync, truncateSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { FailureError } from '../core/errors.ts'
import { endLine } from './finished-run.ts'
import { writeHeader } from './header-file.ts'
import { headerFile, readRun, type StoredRun, traceFile } from './read-run.ts'
import type { RunHeader, StepRecord } from './record.ts'
import { type NewRun, refuseOther } from './same-run.ts'

/** Appends to a run's trace and keeps its run.json true. */
export interface RunWriter {
  /** What was there before: its steps need not be made again. */
  readonly stored: StoredRun | null
  readonly header: RunHeader
  /** Whether the steps are kept. */
  readonly keepsTrace: boolean
  /** Appends a step; one that is already stored must be the same and is not written again. */
  append(step: StepRecord): void
  /** Writes the last record: only now is the run done. */
  complete(ended: string | null): void
  /** Leaves what is there, and says why it went no further. */
  fail(reason: string): void
  close(): void
}

/**
 * How steps are kept. `step`: each is on disk before the next begins; `buffer`: in larger pieces; `none`: not
 * at all, unless the run was begun with a trace.
 */
export type Keeping = 'step' | 'buffer' | 'none'

/** Lines are gathered up to this size, so that a fast system is not slowed down by writing. */
const bufferedBytes = 1 << 16

/**
 * Opens a run folder for writing, or for going on where an earlier try stopped.
 *
 * @throws InputError where the folder holds steps of another design, or made with other inputs
 */
export function writeRun(folder: string, run: NewRun, started: string | null, keeping: Keeping): RunWriter {
  const stored = existsSync(join(folder, headerFile)) ? readRun(folder) : null
  // Where no step was made, as where a model could not be opened, there is nothing that could be mixed up.
  if (stored !== null && stored.steps.length > 0) refuseOther(folder, stored.header, run)
  const begun: RunHeader = {
    format: 1,
    ...run,
    started: stored?.header.started ?? started,
    ended: null,
    status: 'running',
  }
  const done = stored?.complete === true && stored.header.status === 'completed'
  let header = done ? stored.header : begun
  const path = join(folder, traceFile)
  const keepsTrace = keeping !== 'none' || existsSync(path)
  const lines = gatherLines(keeping === 'step' ? 0 : bufferedBytes, () => {
    if (!done) writeHeader(folder, header)
    if (existsSync(path)) truncateSync(path, stored?.validBytes ?? 0)
    return openSync(path, 'a')
  })
  // A folder that cannot be written to is found before a language model is asked.
  if (keeping === 'step') lines.open()
  return {
    stored,
    get header() {
      return header
    },
    keepsTrace,
    append(step) {
      if (!keepsTrace) return
      const line = JSON.stringify(step)
      const before = stored?.steps[step.t]
      if (before === undefined) lines.append(`${line}\n`)
      else if (!isDeepStrictEqual(before, JSON.parse(line))) {
        throw new FailureError(
          `${path}: time ${step.t} cannot be made again as it was recorded; start the run anew in an empty folder`,
        )
      }
    },
    complete(ended) {
      if (done) return
      if (keepsTrace && stored?.complete !== true) lines.append(endLine(header))
      lines.flush()
      header = { ...header, ended, status: 'completed' }
      writeHeader(folder, header)
    },
    fail(reason) {
      lines.flush()
      header = { ...header, status: 'failed', failure: reason }
      writeHeader(folder, header)
    },
    close: () => lines.close(),
  }
}

/**
 * Gathers lines up to a size before they are written. Unless it is opened before, the file is opened by the
 * first write: a short run touches the disk once, at its end.
 */
function gatherLines(bytes: number, opened: () => number) {
  let file: number | null = null
  let pending: string[] = []
  let pendingBytes = 0
  const open = () => {
    file ??= opened()
    return file
  }
  const flush = () => {
    if (pending.length === 0) return
    writeSync(open(), pending.join(''))
    pending = []
    pendingBytes = 0
  }
  return {
    open,
    append(line: string) {
      pending.push(line)
      pendingBytes += line.length
      if (pendingBytes >= bytes) flush()
    },
    flush,
    close() {
      if (file !== null) closeSync(file)
    },
  }
}
