import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { storing } from '../storage/storage-error.ts'

/**
 * What the calls of a run met on their way and got over, one line each. It lies beside the trace and not in it:
 * the answers are the same with and without, and so are the bytes of the trace. No file: there was nothing.
 */
export const transportFile = 'transport.jsonl'

/** Appends to a run's log of its transport. */
export function logTransport(folder: string, at: Date, event: Readonly<Record<string, unknown>>): void {
  storing(folder, () => {
    mkdirSync(folder, { recursive: true })
    appendFileSync(join(folder, transportFile), `${JSON.stringify({ at: at.toISOString(), ...event })}\n`)
  })
}
