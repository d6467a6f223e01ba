import type { ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { streamAt, uniformInteger } from '../../src/core/random.ts'

/** What a faulty server does to an answer. */
export const faultKinds = [
  /** Status 500, or 503. */
  'error',
  'busy',
  /** The connection breaks, before the answer or in the middle of it. */
  'drop',
  'break',
  /** The stream falls silent. */
  'stall',
  /** The last part is cut short, and the stream ends as if all were well. */
  'torn',
  /** A part in the middle is cut short, and the rest follows. */
  'damaged',
  /** The first byte comes after the client's patience is over. */
  'slow',
] as const
export type FaultKind = (typeof faultKinds)[number]

/** Which calls go wrong. */
export interface FaultPlan {
  readonly rate: number
  readonly seed: number
  /** Milliseconds before the first byte of a slow answer. */
  readonly slow: number
}

/** The fate of the try of that number at a call: the same whenever and in whatever order calls come. */
export function fateOf({ rate, seed }: FaultPlan, call: string, attempt: number): FaultKind | null {
  const stream = streamAt('fault', seed, call, attempt)
  if (stream.uniform() >= rate) return null
  return faultKinds[uniformInteger(stream.uniform(), faultKinds.length)]
}

/** Sends an answer in parts, each a line or an event with its end, the way its fate wants it. */
export async function send(
  response: ServerResponse,
  type: string,
  parts: readonly string[],
  fate: FaultKind | null,
  slow: number,
): Promise<void> {
  if (fate === 'error' || fate === 'busy') {
    response.writeHead(fate === 'error' ? 500 : 503, { 'content-type': 'application/json' })
    return void response.end(JSON.stringify({ error: `${fate} on purpose` }))
  }
  if (fate === 'drop') return void response.destroy()
  if (fate === 'slow') await pause(slow)
  if (response.destroyed) return
  response.writeHead(200, { 'content-type': type })
  const half = Math.floor(parts.length / 2)
  const short = (part: string) => part.slice(0, Math.floor(part.trimEnd().length / 2))
  const [before, middle, after] = [parts.slice(0, half), parts[half], parts.slice(half + 1)]
  switch (fate) {
    case 'break':
      for (const part of before) response.write(part)
      await pause(5)
      return void response.destroy()
    case 'stall':
      for (const part of before) response.write(part)
      return
    case 'torn':
      for (const part of before) response.write(part)
      return void response.end(short(middle))
    case 'damaged':
      for (const part of [...before, `${short(middle)}\n\n`, ...after]) response.write(part)
      return void response.end()
    case 'slow':
    case null:
      for (const part of parts) response.write(part)
      return void response.end()
  }
}
