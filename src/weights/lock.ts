import { mkdir, open, rm, stat, utimes } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

const beatMilliseconds = 2_000
const staleMilliseconds = 20_000

/**
 * Runs an action while no other process (nor this one) runs one under the same lock file: two that append to
 * one broken download would spoil it. A holder that died is recognised by its missing heartbeat.
 */
export async function withLock<T>(path: string, action: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  await mkdir(dirname(path), { recursive: true })
  while (!(await taken(path))) {
    const age = Date.now() - (await changedAt(path))
    if (age > staleMilliseconds) await rm(path, { force: true })
    else await delay(200, undefined, signal === undefined ? {} : { signal })
  }
  const beat = setInterval(() => {
    const now = new Date()
    // A missed beat alone does no harm.
    utimes(path, now, now).catch(() => undefined)
  }, beatMilliseconds)
  beat.unref()
  try {
    return await action()
  } finally {
    clearInterval(beat)
    await rm(path, { force: true })
  }
}

async function taken(path: string): Promise<boolean> {
  try {
    await (await open(path, 'wx')).close()
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

/** When the holder last beat; now, where it has just let go. */
async function changedAt(path: string): Promise<number> {
  try {
    return (await stat(path)).mtimeMs
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return Date.now()
    throw error
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
