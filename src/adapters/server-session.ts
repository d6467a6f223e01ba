import { setMaxListeners } from 'node:events'
import { FailureError } from '../core/errors.ts'
import type { IdentityCheck } from './identity-check.ts'
import { type CallLimits, type ServerFaults, watched } from './server-call.ts'
import { openConnections } from './server-fetch.ts'
import { TransientError } from './transient-error.ts'

/** The calls to one model of a server, from its opening to its closing. */
export interface ServerSession {
  /** Aborted, with its reason, when the session is closed. */
  readonly closing: AbortSignal
  /** Asks the server about its models: nothing is loaded for it. */
  look<T>(work: (watchedFetch: typeof fetch) => Promise<T>): Promise<T>
  /**
   * Asks something of the model, which may have to be loaded first: at the first call, and after a failure.
   *
   * @param name checked before the call, and doubted after a failure that may pass
   * @throws FailureError where the model's name has come to stand for another one
   */
  ask<T>(
    name: IdentityCheck,
    limits: CallLimits,
    work: (watchedFetch: typeof fetch) => Promise<T>,
  ): Promise<T>
  close(): Promise<void>
}

/** How long a server may take to say which model it has. */
const lookingLimits: CallLimits = { idleSeconds: 30, loadSeconds: 30, totalSeconds: 60 }

/** @param reference what the user calls the model */
export function serverSession(reference: string, address: string, faults: ServerFaults): ServerSession {
  const connections = openConnections()
  const closing = new AbortController()
  // As many listen as there are calls in flight.
  setMaxListeners(0, closing.signal)
  const target = { address, fetch: connections.fetch, faults, closing: closing.signal }
  let mayLoad = true
  return {
    closing: closing.signal,
    look: (work) => watched({ ...target, mayLoad: false }, lookingLimits, work),
    async ask(name, limits, work) {
      await name.check()
      try {
        const result = await watched({ ...target, mayLoad }, limits, work)
        mayLoad = false
        return result
      } catch (error) {
        if (error instanceof TransientError) {
          mayLoad = true
          name.doubt()
        }
        throw error
      }
    },
    async close() {
      closing.abort(new FailureError(`${reference} was closed`))
      await connections.close()
    },
  }
}
