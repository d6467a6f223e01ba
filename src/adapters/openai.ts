import { essence, type LanguageModel, type Sampling } from '../llm/language-model.ts'
import { identityCheck } from './identity-check.ts'
import { completionOf, readEvents } from './openai-answer.ts'
import { apiKey, openaiFaults } from './openai-faults.ts'
import { openaiModelInfo } from './openai-model-info.ts'
import { openaiReference } from './openai-reference.ts'
import { requestFor } from './openai-request.ts'
import { type CallLimits, defaultLimits } from './server-call.ts'
import { serverSession } from './server-session.ts'

export interface OpenaiOptions {
  readonly limits?: CallLimits
}

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
  const session = serverSession(reference, base, openaiFaults(base))
  const key = apiKey()
  const headers = {
    'content-type': 'application/json',
    ...(key !== null && { authorization: `Bearer ${key}` }),
  }

  const ask = (address: string): Promise<unknown> =>
    session.look(async (watchedFetch) => (await watchedFetch(address, { headers })).json())
  const info = await openaiModelInfo(place, ask).catch(async (error) => {
    await session.close()
    throw error
  })
  const name = identityCheck(reference, essence(info.identity), async () =>
    essence((await openaiModelInfo(place, ask)).identity),
  )
  const contextSize = Math.min(sampling.contextSize, info.contextSize ?? sampling.contextSize)

  return {
    reference,
    identity: { ...info.identity, details: { ...info.identity.details, contextSize } },
    continuesBegunAnswers: info.continueMethod !== null,
    async complete(call) {
      // The name is looked at before the clock of the call starts.
      const { answer, seconds } = await session.ask(name, limits, async (watchedFetch) => {
        const start = performance.now()
        const post = (address: string, body: object) =>
          watchedFetch(address, { method: 'POST', headers, body: JSON.stringify(body) })
        const render = async (chat: object) => (await post(`${root}/apply-template`, chat)).json()
        const { path, body } = await requestFor(info, sampling, call, render)
        const found = await readEvents(await post(`${base}${path}`, body))
        return { answer: found, seconds: (performance.now() - start) / 1000 }
      })
      return completionOf(answer, call.begin, contextSize, seconds)
    },
    close: () => session.close(),
  }
}
