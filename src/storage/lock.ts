import {
  lstatSync,
  lutimesSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { threadId } from 'node:worker_threads'
import { FailureError } from '../core/errors.ts'
import { isAlive, nameOf, type ProcessMark, parseMark, thisProcess } from './process-mark.ts'
import { storing } from './storage-error.ts'

/** A lock that is held; it ends with its process at the latest. */
export interface Lock {
  /** @param at where the lock lies now, if it was moved with its folder */
  release(at?: string): void
}

/** Another process that is alive holds the lock. */
export class BusyError extends FailureError {}

const beatMilliseconds = 10_000
/** A holder on another machine, whose life cannot be looked at, is taken for dead after so long a silence. */
const silentMilliseconds = 50_000
/** Two processes may break the same dead lock in turn; more often than this something else is wrong. */
const tries = 10
const linkless = new Set<unknown>(['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP'])

const held = new Map<string, string>()
let marks = 0
let watchesExit = false

/**
 * Takes a lock: a symbolic link that names its holder, as a link is made in one indivisible step with all that it
 * says. One whose holder has died, however it died, is broken at once. Threads of one process must not compete for
 * a lock: one that another thread of this process has left behind is broken too.
 *
 * @param what is locked, for the message
 * @throws BusyError naming the holder, where a living process has it
 * @throws StorageError where no link can be made there
 */
export function lock(path: string, what: string): Lock {
  storing(path, () => mkdirSync(dirname(path), { recursive: true }))
  const mark = `${JSON.stringify(thisProcess())}#${marks++}`
  for (let attempt = 0; attempt < tries; attempt++) {
    if (made(path, mark)) return hold(path, mark)
    const other = holderOf(path)
    if (other !== null && !isFree(path, other)) {
      throw new BusyError(
        `${what} is being written by ${nameOf(markIn(other))}; wait until it ends, or end it`,
      )
    }
    if (other !== null) breakLock(path, other, mark)
  }
  throw new FailureError(`${path}: cannot be locked`)
}

/** Whether somebody holds a lock, or has died with it. */
export function isLocked(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined
}

function made(path: string, mark: string): boolean {
  try {
    storing(path, () => makeLink(path, mark))
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

/** A file in place of the link where links are not to be had, as for most users of Windows. */
function makeLink(path: string, mark: string): void {
  try {
    symlinkSync(mark, path)
  } catch (error) {
    if (!linkless.has(codeOf(error))) throw error
    writeFileSync(path, mark, { flag: 'wx' })
  }
}

function hold(path: string, mark: string): Lock {
  held.set(path, mark)
  if (!watchesExit) {
    watchesExit = true
    process.on('exit', () => {
      for (const [each, own] of held) letGo(each, own)
    })
  }
  const beat = setInterval(() => {
    const now = new Date()
    try {
      lutimesSync(path, now, now)
    } catch {
      // A missed beat alone does no harm.
    }
  }, beatMilliseconds)
  beat.unref()
  return {
    release(at = path) {
      clearInterval(beat)
      held.delete(path)
      letGo(at, mark)
    },
  }
}

function letGo(path: string, mark: string): void {
  if (holderOf(path) === mark) unlinkSync(path)
}

/** Moves a dead lock out of the way; puts it back where another process was faster and its own lives there. */
function breakLock(path: string, dead: string, mark: string): void {
  const aside = `${path}.${process.pid}.${threadId}`
  try {
    renameSync(path, aside)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return
    throw error
  }
  const moved = holderOf(aside)
  unlinkSync(aside)
  if (moved !== null && moved !== dead && moved !== mark) made(path, moved)
}

/** What the lock says; null where there is none (any more). */
function holderOf(path: string): string | null {
  try {
    return readlinkSync(path)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    return readFileSync(path, 'utf8')
  }
}

function isFree(path: string, content: string): boolean {
  const mark = markIn(content)
  if (isDeepStrictEqual(mark, thisProcess())) return held.get(path) !== content
  const living = mark === null ? null : isAlive(mark)
  return living === null ? silent(path) : !living
}

function silent(path: string): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false })
  return stat !== undefined && Date.now() - stat.mtimeMs > silentMilliseconds
}

function markIn(content: string): ProcessMark | null {
  return parseMark(content.replace(/#\d+$/, ''))
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
