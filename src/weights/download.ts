import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { FailureError, messageOf } from '../core/errors.ts'
import { request } from './request.ts'

/** How patiently a file is fetched. */
export interface Patience {
  /** Seconds until the server must have answered. */
  readonly answerSeconds: number
  /** Tries in a row that bring no byte before the source is given up. */
  readonly fruitlessTries: number
}

export interface DownloadOptions {
  readonly patience: Patience
  /** Told the bytes that are there, resumed ones included, and the total where the server names it. */
  readonly onBytes: (done: number, total: number | null) => void
  readonly signal?: AbortSignal | undefined
}

/** Seconds without a byte after which a connection counts as broken. */
const idleSeconds = 30

/**
 * Fetches a file to `target` by way of `target.part`. A part that an earlier attempt left, in this process or
 * another, is resumed where the server allows it and begun anew where it does not.
 *
 * @throws FailureError with the reason in a few words
 */
export async function download(url: string, target: string, options: DownloadOptions): Promise<void> {
  const part = `${target}.part`
  await mkdir(dirname(target), { recursive: true })
  let fruitless = 0
  for (;;) {
    const before = await sizeOf(part)
    try {
      await fetchRest(url, part, before, options)
      await rename(part, target)
      return
    } catch (error) {
      options.signal?.throwIfAborted()
      if (error instanceof FinalError) throw new FailureError(error.message)
      fruitless = (await sizeOf(part)) > before ? 0 : fruitless + 1
      if (fruitless >= options.patience.fruitlessTries) throw new FailureError(reasonOf(error))
    }
    await delay(250 * 2 ** fruitless, undefined, signalOption(options.signal))
  }
}

/** Trying again cannot help. */
class FinalError extends Error {}

async function fetchRest(url: string, part: string, have: number, options: DownloadOptions): Promise<void> {
  const { patience, signal, onBytes } = options
  const stop = new AbortController()
  const onAbort = () => stop.abort(signal?.reason)
  signal?.addEventListener('abort', onAbort, { once: true })
  const watch = watchdog(stop)
  try {
    watch.expect(patience.answerSeconds)
    // Ranges count the bytes as sent, so they must not be compressed on the way.
    const range: Record<string, string> = have > 0 ? { range: `bytes=${have}-` } : {}
    const response = await request(url, { 'accept-encoding': 'identity', ...range }, stop.signal)
    if (response.status === 416) {
      await rm(part)
      throw new Error('the server no longer has the bytes that were missing')
    }
    if (!response.ok || response.body === null) throw refused(response.status)
    const resumed = response.status === 206
    if (resumed && startOf(response) !== have)
      throw new FinalError('the server sent another range than asked')

    const length = Number(response.headers.get('content-length') ?? Number.NaN)
    let done = resumed ? have : 0
    const total = Number.isFinite(length) ? done + length : null
    const { body } = response
    const watched = async function* () {
      for await (const chunk of body) {
        watch.expect(idleSeconds)
        done += chunk.byteLength
        onBytes(done, total)
        yield chunk
      }
    }
    await pipeline(watched, createWriteStream(part, { flags: resumed ? 'a' : 'w' }), { signal: stop.signal })
    if (total !== null && done < total) throw new Error(`broke off after ${done} of ${total} bytes`)
  } finally {
    watch.end()
    signal?.removeEventListener('abort', onAbort)
  }
}

/** Aborts where what is expected does not come within the seconds given last. */
function watchdog(stop: AbortController) {
  let timer: NodeJS.Timeout | undefined
  return {
    expect(seconds: number) {
      clearTimeout(timer)
      timer = setTimeout(() => stop.abort(new Error(`nothing came for ${seconds} s`)), seconds * 1000)
    },
    end: () => clearTimeout(timer),
  }
}

/** Too many requests, a time-out or a fault of the server may pass; any other refusal stands. */
function refused(status: number): Error {
  const passing = status === 408 || status === 429 || status >= 500
  const message = `the server answered ${status}`
  return passing ? new Error(message) : new FinalError(message)
}

function startOf(response: Response): number | null {
  const start = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')?.[1]
  return start === undefined ? null : Number(start)
}

/** fetch hides why it failed in the cause. */
export function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  const reason = cause instanceof Error && cause.message !== '' ? cause.message : messageOf(error)
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return reason.includes(code) ? reason : `${reason} (${code})`
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => null)
  return found?.size ?? 0
}

function signalOption(signal: AbortSignal | undefined) {
  return signal === undefined ? {} : { signal }
}
