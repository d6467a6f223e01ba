import type { LanguageModel, Sampling } from '../llm/language-model.ts'
import { completionOf, readAnswer } from './ollama-answer.ts'
import { connectOllama, type OllamaOptions } from './ollama-connection.ts'
import { ollamaReference } from './ollama-reference.ts'
import { streamOf } from './ollama-request.ts'

/**
 * Opens a model of an Ollama server.
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
  const place = ollamaReference('model', reference, options.host)
  const connection = await connectOllama(reference, place, options)
  const { info } = connection
  const { identity, trainedContext } = info
  const contextSize = Math.min(sampling.contextSize, trainedContext ?? sampling.contextSize)
  return {
    reference,
    identity: { ...identity, details: { ...identity.details, contextSize } },
    continuesBegunAnswers: info.beginMethod !== null,
    async complete(call) {
      const answer = await connection.ask(async (client) =>
        readAnswer(await streamOf(client, place.model, info, sampling, options.keepAlive ?? null, call)),
      )
      return completionOf(answer, call.begin, contextSize)
    },
    close: () => connection.close(),
  }
}
