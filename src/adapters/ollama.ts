import { Ollama } from 'ollama'
import { badInput, FailureError } from '../core/errors.ts'
import type { LanguageModel, Sampling } from '../llm/language-model.ts'
import { ollamaAddress } from './ollama-address.ts'
import { completionOf, readAnswer } from './ollama-answer.ts'
import { ollamaModelInfo } from './ollama-model-info.ts'
import { streamOf } from './ollama-request.ts'
import { type CallLimits, watched } from './ollama-watch.ts'

/** Where the server is, and how long it may take. */
export interface OllamaOptions extends Partial<CallLimits> {
  /** As in OLLAMA_HOST, which counts where this is absent. */
  readonly host?: string
}

/** How long a server may take to say which model it has. */
const openingLimits: CallLimits = { idleSeconds: 30, totalSeconds: 60 }

/**
 * Opens a model of an Ollama server. Nothing is pulled, and nothing is loaded before the first call.
 *
 * @param reference `ollama:NAME[:TAG]`
 * @throws InputError for a model that the server does not have (with the command that pulls it)
 * @throws FailureError where no server answers
 */
export async function openOllama(
  reference: string,
  sampling: Sampling,
  options: OllamaOptions = {},
): Promise<LanguageModel> {
  const model = /^ollama:(\S+)$/.exec(reference)?.[1]
  if (model === undefined) throw badInput('model', reference, 'ollama:NAME[:TAG]')
  const { idleSeconds = 120, totalSeconds = 600, host = process.env.OLLAMA_HOST ?? null } = options
  const address = ollamaAddress(host)
  const closing = new AbortController()
  const target = { address, model, closing: closing.signal }

  const info = await watched({ ...target, patientStart: false }, openingLimits, (watchedFetch) =>
    ollamaModelInfo(new Ollama({ host: address, fetch: watchedFetch }), address, model),
  )
  const contextSize = Math.min(sampling.contextSize, info.trainedContext ?? sampling.contextSize)

  let loaded = false
  return {
    reference,
    identity: { ...info.identity, details: { ...info.identity.details, contextSize } },
    continuesBegunAnswers: info.beginMethod !== null,
    async complete(call) {
      const limits = { idleSeconds, totalSeconds }
      const answer = await watched({ ...target, patientStart: !loaded }, limits, async (watchedFetch) => {
        const client = new Ollama({ host: address, fetch: watchedFetch })
        return readAnswer(await streamOf(client, model, info, sampling, call))
      })
      loaded = true
      return completionOf(answer, call.begin, contextSize)
    },
    async close() {
      closing.abort(new FailureError(`${reference} was closed`))
    },
  }
}
