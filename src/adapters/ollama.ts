import { Ollama } from 'ollama'
import { FailureError, InputError } from '../core/errors.ts'
import type { LanguageModel, Sampling } from '../llm/language-model.ts'
import type { PullProgress } from '../weights/models.ts'
import { identityCheck } from './identity-check.ts'
import { withIntactLines } from './intact-lines.ts'
import { completionOf, readAnswer } from './ollama-answer.ts'
import { ollamaFaults } from './ollama-faults.ts'
import { type OllamaModelInfo, ollamaDigest, ollamaModelInfo } from './ollama-model-info.ts'
import { pullOllama } from './ollama-pull.ts'
import { ollamaReference } from './ollama-reference.ts'
import { streamOf } from './ollama-request.ts'
import { type CallLimits, defaultLimits, watched } from './server-call.ts'
import { openConnections } from './server-fetch.ts'
import { TransientError } from './transient-error.ts'

/** Where the server is, and how it is to be treated. */
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

/** How long a server may take to say which model it has. */
const openingLimits: CallLimits = { idleSeconds: 30, loadSeconds: 30, totalSeconds: 60 }

/**
 * Opens a model of an Ollama server. Nothing is pulled unless asked for, and nothing is loaded before the
 * first call.
 *
 * @param reference `ollama:[ADDRESS#]NAME[:TAG]`
 * @throws InputError for a model that the server does not have (with the command that pulls it)
 * @throws FailureError where no server answers
 */
export async function openOllama(
  reference: string,
  sampling: Sampling,
  options: OllamaOptions = {},
): Promise<LanguageModel> {
  const { host, limits = defaultLimits, keepAlive = null, pull = false, onProgress = () => {} } = options
  const place = ollamaReference('model', reference, host)
  const { address, model } = place
  const connections = openConnections()
  const closing = new AbortController()
  const target = {
    address,
    fetch: connections.fetch,
    faults: ollamaFaults(address, model),
    closing: closing.signal,
    mayLoad: false,
  }
  const asking = <T>(ask: (client: Ollama) => Promise<T>): Promise<T> =>
    watched(target, openingLimits, (watchedFetch) => ask(new Ollama({ host: address, fetch: watchedFetch })))

  let info: OllamaModelInfo
  try {
    const look = () => asking((client) => ollamaModelInfo(client, address, model))
    info = await look().catch(async (error) => {
      if (!pull || !(error instanceof InputError)) throw error
      await pullOllama(place, onProgress)
      return look()
    })
  } catch (error) {
    await connections.close()
    throw error
  }
  const { identity } = info
  const contextSize = Math.min(sampling.contextSize, info.trainedContext ?? sampling.contextSize)

  const name = identityCheck(reference, identity.digest, () =>
    asking((client) => ollamaDigest(client, address, model)),
  )
  let mayLoad = true
  return {
    reference,
    identity: { ...identity, details: { ...identity.details, contextSize } },
    continuesBegunAnswers: info.beginMethod !== null,
    async complete(call) {
      await name.check()
      try {
        const answer = await watched({ ...target, mayLoad }, limits, async (watchedFetch) => {
          const client = new Ollama({ host: address, fetch: withIntactLines(watchedFetch) })
          return readAnswer(await streamOf(client, model, info, sampling, keepAlive, call))
        })
        mayLoad = false
        return completionOf(answer, call.begin, contextSize)
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
