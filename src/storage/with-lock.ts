import { setTimeout as delay } from 'node:timers/promises'
import { BusyError, type Lock, lock } from './lock.ts'

const lookEveryMilliseconds = 50

/**
 * Runs an action while no other process (nor this one) runs one under the same lock file: two that append to
 * one broken download would spoil it. Waits for as long as another one is at it.
 */
export async function withLock<T>(path: string, action: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  const held = await taken(path, signal)
  try {
    return await action()
  } finally {
    held.release()
  }
}

async function taken(path: string, signal?: AbortSignal): Promise<Lock> {
  for (;;) {
    try {
      return lock(path, path)
    } catch (error) {
      if (!(error instanceof BusyError)) throw error
      await delay(lookEveryMilliseconds, undefined, signal === undefined ? {} : { signal })
    }
  }
}
