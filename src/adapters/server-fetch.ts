import { Agent, fetch as fetchWith } from 'undici'

/** A fetch without limits of its own, and the connections behind it. */
export interface ServerConnections {
  readonly fetch: typeof fetch
  /** Drops all connections, those in use too. */
  close(): Promise<void>
}

/** Milliseconds within which a connection must stand. */
const connectTimeout = 10_000

/**
 * Connections to a model server. Node's own fetch gives up after 300 s without headers, or without a byte, and
 * cannot be told otherwise; a server may well be silent for longer while it loads a model or reads a long
 * prompt. How long is too long is for the caller to say.
 */
export function openConnections(): ServerConnections {
  const agent = new Agent({ headersTimeout: 0, bodyTimeout: 0, connect: { timeout: connectTimeout } })
  // Node's types describe another version of the same library.
  const fetchHere = (input: unknown, init: unknown) =>
    fetchWith(input as string, { ...(init as object), dispatcher: agent })
  return { fetch: fetchHere as unknown as typeof fetch, close: () => agent.destroy() }
}
