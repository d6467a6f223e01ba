import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { FailureError } from '../core/errors.ts'
import { type AppendedFile, appendTo } from '../storage/appended-file.ts'
import { StorageError } from '../storage/storage-error.ts'
import { endLine } from './finished-run.ts'
import { gatherLines } from './gathered-lines.ts'
import { writeHeader } from './header-file.ts'
import { headerFile, traceFile } from './read-run.ts'
import type { Mixing, RunHeader, StepRecord } from './record.ts'
import { changesBetween, type NewRun, refuseChanges } from './same-run.ts'
import { openStoredTrace, type StoredTrace } from './stored-trace.ts'

/** Appends to a run's trace and keeps its run.json true. */
export interface RunWriter {
  /** What was there before: its steps need not be made again. */
  readonly stored: StoredTrace | null
  readonly header: RunHeader
  /** Whether the steps are kept. */
  readonly keepsTrace: boolean
  /**
   * Appends a step; one that is already stored must be the same and is not written again, but in a mixed run,
   * where it stands as it is.
   */
  append(step: StepRecord): void
  /** Writes the last record: only now is the run done. */
  complete(ended: string | null): void
  /** Leaves what is there to be gone on with. */
  pause(): void
  /** Leaves what is there, and says why it went no further. */
  fail(reason: string): void
  close(): void
}

/**
 * How steps are kept. `step`: each is on disk before the next begins; `buffer`: in larger pieces; `none`: not
 * at all, unless the run was begun with a trace.
 */
export type Keeping = 'step' | 'buffer' | 'none'

const bufferedLength = 1 << 16

/** A run that is killed has lost count of so many seconds at most, and of the step under way. */
const secondsBetweenTimes = 5

/**
 * Opens a run folder for writing, or for going on where an earlier try stopped. Only one process may do so at a
 * time.
 *
 * @param elapsed seconds for which this process has worked on the run; null where nobody works
 * @param mayChange whether a field of the design or of the inputs may differ from those the run was begun with;
 *   the run is marked as mixed then. By default none may.
 * @throws InputError where the folder holds steps of another design, or made with other inputs
 * @throws StorageError where it cannot be written to
 */
export function writeRun(
  folder: string,
  run: NewRun,
  started: string | null,
  keeping: Keeping,
  elapsed: (() => number) | null = null,
  mayChange: (field: string) => boolean = () => false,
): RunWriter {
  const stored = existsSync(join(folder, headerFile)) ? openStoredTrace(folder) : null
  const mixed = mixingsOf(folder, stored, run, mayChange)
  const timeWorked = worked(stored, elapsed)
  const done = stored?.complete === true && stored.header.status === 'completed'
  let header: RunHeader = done
    ? stored.header
    : {
        format: 1,
        ...run,
        started: stored?.header.started ?? started,
        ended: null,
        ...timeWorked(),
        status: 'running',
        ...(mixed.length > 0 && { mixed }),
      }
  const path = join(folder, traceFile)
  const keepsTrace = keeping !== 'none' || existsSync(path)
  let file: AppendedFile | null = null
  // Unless it is opened before, the first write opens the file: a short run touches the disk once, at its end.
  const opened = () => {
    if (file !== null) return file
    if (!done) writeHeader(folder, header)
    file = appendTo(path, stored?.validBytes ?? 0, keeping === 'step')
    return file
  }
  const lines = gatherLines(keeping === 'step' ? 0 : bufferedLength, (text) => opened().append(text))
  let timed = elapsed?.() ?? 0
  const keepTime = () => {
    if (file === null || done) return
    timed = elapsed?.() ?? 0
    header = { ...header, ...timeWorked() }
    writeHeader(folder, header)
  }
  // A folder that cannot be written to is found before a language model is asked.
  if (keeping === 'step') opened()
  return {
    stored,
    get header() {
      return header
    },
    keepsTrace,
    append(step) {
      if (!keepsTrace) return
      const line = JSON.stringify(step)
      const before = stored?.at(step.t) ?? null
      if (before === null) {
        lines.append(`${line}\n`)
        if (keeping === 'step' && elapsed !== null && elapsed() - timed >= secondsBetweenTimes) keepTime()
      } else if (mixed.length === 0 && !sameLine(before.line, line)) {
        throw new FailureError(
          `${path}: time ${step.t} cannot be made again as it was recorded; start the run anew in an empty folder`,
        )
      }
    },
    complete(ended) {
      if (done) return
      if (keepsTrace && stored?.complete !== true) lines.append(endLine(header))
      lines.flush()
      header = { ...header, ended, ...timeWorked(), status: 'completed' }
      writeHeader(folder, header)
    },
    fail(reason) {
      try {
        lines.flush()
        header = { ...header, ...timeWorked(), status: 'failed', failure: reason }
        writeHeader(folder, header)
      } catch (error) {
        // Why the run failed is told by the caller; that it cannot be kept as well is no second message.
        if (!(error instanceof StorageError)) throw error
      }
    },
    pause() {
      lines.flush()
      keepTime()
    },
    close: () => file?.close(),
  }
}

/**
 * The seconds worked on a run so far, by this process and by earlier ones; nothing where they are not known, as where
 * an early version began it.
 */
function worked(
  stored: StoredTrace | null,
  elapsed: (() => number) | null,
): () => Pick<RunHeader, 'seconds'> {
  const before = stored === null || stored.times === 0 ? (stored?.header.seconds ?? 0) : stored.header.seconds
  if (elapsed === null || before === undefined) return () => ({})
  return () => ({ seconds: Number((before + elapsed()).toFixed(6)) })
}

/** Where the run changed so far, the change that is asked now included. */
function mixingsOf(
  folder: string,
  stored: StoredTrace | null,
  run: NewRun,
  mayChange: (field: string) => boolean,
): readonly Mixing[] {
  // Where no step was made, as where a model could not be opened, there is nothing that could be mixed up.
  if (stored === null || stored.times === 0) return []
  const changes = changesBetween(stored.header, run)
  const before = stored.header.mixed ?? []
  if (Object.keys(changes).length === 0) return before
  if (!Object.keys(changes).every(mayChange)) {
    refuseChanges(folder, changes, 'the same design, or another folder')
  }
  return [...before, { from: stored.times, changes }]
}

/** Lines of an earlier version may name the same fields in another order, and had no name for refusals. */
function sameLine(before: string, now: string): boolean {
  const parsed = (line: string) => JSON.parse(line.replaceAll('"fault":"refused"', '"fault":"off-format"'))
  return before === now || isDeepStrictEqual(parsed(before), parsed(now))
}
