import { spawn } from 'node:child_process'
import {
  existsSync,
  lutimesSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  renameSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { BusyError, lock } from '../../src/storage/lock.ts'
import { thisProcess } from '../../src/storage/process-mark.ts'

let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'silotwin-'))
  path = join(folder, 'run', 'lock')
})

/** Leaves the lock of some process behind. */
function leave(change: object): void {
  lock(path, 'it').release()
  symlinkSync(`${JSON.stringify({ ...thisProcess(), ...change })}#0`, path)
}

/** The number of a process that has ended. */
async function endedProcess(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' })
  await new Promise((resolve) => child.on('exit', resolve))
  return child.pid ?? 0
}

describe('a lock', () => {
  it('is held by one at a time, and leaves nothing behind', () => {
    const first = lock(path, 'the run')
    expect(() => lock(path, 'the run')).toThrow(BusyError)
    first.release()
    expect(readdirSync(join(folder, 'run'))).toEqual([])
    lock(path, 'the run').release()
  })

  it('names the living process that has it', () => {
    // The parent of a test process lives as long as the test.
    leave({ pid: process.ppid, began: null })
    expect(() => lock(path, 'the run')).toThrow(
      `the run is being written by process ${process.ppid}; wait until it ends, or end it`,
    )
  })

  it('is broken at once where its holder has died', async () => {
    leave({ pid: await endedProcess(), began: null })
    lock(path, 'it').release()
    expect(existsSync(path)).toBe(false)
    expect(readdirSync(join(folder, 'run'))).toEqual([])
  })

  it.runIf(process.platform === 'linux')('is broken where its number belongs to another process now', () => {
    leave({ pid: process.ppid, began: '1' })
    lock(path, 'it').release()
  })

  it('of another machine counts until it has been silent for long', () => {
    leave({ machine: 'elsewhere/1/2' })
    expect(() => lock(path, 'it')).toThrow(/by process \d+ on elsewhere/)
    const longAgo = new Date(Date.now() - 3_600_000)
    lutimesSync(path, longAgo, longAgo)
    lock(path, 'it').release()
  })

  it('that another thread of this process left behind is broken', () => {
    leave({})
    lock(path, 'it').release()
  })

  it('is not let go by one that has lost it', () => {
    const first = lock(path, 'it')
    const mark = readlinkSync(path)
    const other = `${JSON.stringify({ ...thisProcess(), pid: process.ppid })}#7`
    // As where this process was taken for dead by another machine.
    symlinkSync(other, `${path}.other`)
    renameSync(`${path}.other`, path)
    first.release()
    expect(readlinkSync(path)).toBe(other)
    expect(mark).not.toBe(other)
  })
})
