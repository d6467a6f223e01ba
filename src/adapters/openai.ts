import { setMaxListeners } from 'node:events'
import { FailureError } from '../core/errors.ts'
import { essence, type LanguageModel, type Sampling } from '../llm/language-model.ts'
import { identityCheck } from './identity-check.ts'
import { completionOf, readEvents } from './openai-answer.ts'
import { apiKey, openaiFaults } from './openai-faults.ts'
import { openaiModelInfo } from './openai-model-info.ts'
import { openaiReference } from './openai-reference.ts'
import { requestFor } from './openai-request.ts'
import { type CallLimits, defaultLimits, watched } from './server-call.ts'
import { openConnections } from './server-fetch.ts'
import { TransientError } from './transient-error.ts'

export interface OpenaiOptions {
  readonly limits?: CallLimits
}

/** How long a server may take to say which model it has. */
const openingLimits: CallLimits = { idleSeconds: 30, loadSeconds: 30, totalSeconds: 60 }

/**
 * Opens a model of an OpenAI-compatible server: llama-server, vLLM, LM Studio and others. A key that the server
 * may ask for is taken from the environment variable OPENAI_API_KEY.
 *
 * @param reference `openai:URL#NAME`
 * @throws InputError for a model that the server does not have, or a key that it does not take
 * @throws FailureError where no server answers
 */
export async function openOpenai(
  reference: string,
  sampling: Sampling,
  { limits = defaultLimits }: OpenaiOptions = {},
): Promise<LanguageModel> {
  const place = openaiReference(reference)
  const { base, root } = place
  const connections = openConnections()
  const closing = new AbortController()
  // As many listen as there are calls in flight.
  setMaxListeners(0, closing.signal)
  const target = {
    address: base,
    fetch: connections.fetch,
    faults: openaiFaults(base),
    closing: closing.signal,
    mayLoad: false,
  }
  const key = apiKey()
  const headers = {
    'content-type': 'application/json',
    ...(key !== null && { authorization: `Bearer ${key}` }),
  }

  const ask = (address: string): Promise<unknown> =>
    watched(target, openingLimits, async (watchedFetch) => (await watchedFetch(address, { headers })).json())
  const info = await openaiModelInfo(place, ask).catch(async (error) => {
    await connections.close()
    throw error
  })
  const name = identityCheck(reference, essence(info.identity), async () =>
    essence((await openaiModelInfo(place, ask)).identity),
  )
  const contextSize = Math.min(sampling.contextSize, info.contextSize ?? sampling.contextSize)

  let mayLoad = true
  return {
    reference,
    identity: { ...info.identity, details: { ...info.identity.details, contextSize } },
    continuesBegunAnswers: info.continueMethod !== null,
    async complete(call) {
      await name.check()
      const start = performance.now()
      try {
        const answer = await watched({ ...target, mayLoad }, limits, async (watchedFetch) => {
          const post = (address: string, body: object) =>
            watchedFetch(address, { method: 'POST', headers, body: JSON.stringify(body) })
          const render = async (chat: object) => (await post(`${root}/apply-template`, chat)).json()
          const { path, body } = await requestFor(info, sampling, call, render)
          return readEvents(await post(`${base}${path}`, body))
        })
        mayLoad = false
        return completionOf(answer, call.begin, contextSize, (performance.now() - start) / 1000)
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
