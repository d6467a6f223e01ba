import { Ollama } from 'ollama'
import { InputError } from '../core/errors.ts'
import type { PullProgress } from '../weights/models.ts'
import { identityCheck } from './identity-check.ts'
import { withIntactLines } from './intact-lines.ts'
import { ollamaFaults } from './ollama-faults.ts'
import { type OllamaModelInfo, ollamaDigest, ollamaModelInfo } from './ollama-model-info.ts'
import { pullOllama } from './ollama-pull.ts'
import type { OllamaReference } from './ollama-reference.ts'
import { type CallLimits, defaultLimits } from './server-call.ts'
import { serverSession } from './server-session.ts'

/** Where an Ollama server is, and how it is to be treated. */
export interface OllamaOptions {
  /** As in OLLAMA_HOST, which counts where this is absent; an address in the reference wins over both. */
  readonly host?: string
  readonly limits?: CallLimits
  /** How long the server keeps the model loaded after a call, such as `30m`; by default as it is set up. */
  readonly keepAlive?: string | null
  /** Whether a model that is not there is fetched. */
  readonly pull?: boolean
  /** Told how far that has come. */
  readonly onProgress?: (progress: PullProgress) => void
}

/** A model of an Ollama server that was found there. */
export interface OllamaConnection {
  readonly info: OllamaModelInfo
  /**
   * Asks the server something of the model, within the limits.
   *
   * @throws FailureError where the model's name has come to stand for another one
   */
  ask<T>(work: (client: Ollama) => Promise<T>): Promise<T>
  readonly closing: AbortSignal
  close(): Promise<void>
}

/**
 * Finds a model on a server. Nothing is pulled unless asked for, and nothing is loaded.
 *
 * @param reference what the user calls it
 * @throws InputError for a model that the server does not have (with the command that pulls it)
 * @throws FailureError where no server answers
 */
export async function connectOllama(
  reference: string,
  place: OllamaReference,
  { limits = defaultLimits, pull = false, onProgress = () => {} }: OllamaOptions,
): Promise<OllamaConnection> {
  const { address, model } = place
  const session = serverSession(reference, address, ollamaFaults(address, model))
  const clientWith = (watchedFetch: typeof fetch) =>
    new Ollama({ host: address, fetch: withIntactLines(watchedFetch) })
  const look = <T>(work: (client: Ollama) => Promise<T>) =>
    session.look((watchedFetch) => work(clientWith(watchedFetch)))
  const inform = () => look((client) => ollamaModelInfo(client, address, model))

  let info: OllamaModelInfo
  try {
    info = await inform().catch(async (error) => {
      if (!pull || !(error instanceof InputError)) throw error
      await pullOllama(place, onProgress)
      return inform()
    })
  } catch (error) {
    await session.close()
    throw error
  }

  const name = identityCheck(reference, info.identity.digest, () =>
    look((client) => ollamaDigest(client, address, model)),
  )
  return {
    info,
    closing: session.closing,
    ask: (work) => session.ask(name, limits, (watchedFetch) => work(clientWith(watchedFetch))),
    close: () => session.close(),
  }
}

/** A duration as the server takes it: a bare number means seconds, and has to be one. */
export function keepAliveOf(keepAlive: string | null): { readonly keep_alive?: string | number } {
  if (keepAlive === null) return {}
  return { keep_alive: /^-?\d+$/.test(keepAlive) ? Number(keepAlive) : keepAlive }
}
