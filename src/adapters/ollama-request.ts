import type { ChatResponse, GenerateResponse, Ollama, Options } from 'ollama'
import { FailureError } from '../core/errors.ts'
import type { ModelCall, Sampling } from '../llm/language-model.ts'
import { templateEndingIn } from './ollama-begin.ts'
import { keepAliveOf } from './ollama-connection.ts'
import type { OllamaModelInfo } from './ollama-model-info.ts'

/** Latest tokens that the repeat penalty looks at; the same for models in process. */
const penaltyWindow = 64

/**
 * Puts a call to the server, as a stream. Every sampling option is sent, because defaults differ between
 * releases and between models; so is the wish that nothing be cut or dropped, which older servers do not know
 * and ignore.
 *
 * @param keepAlive how long the server keeps the model loaded afterwards; null: as it is set up
 * @throws FailureError for a begun answer where the server cannot continue one
 */
export function streamOf(
  client: Ollama,
  model: string,
  info: OllamaModelInfo,
  sampling: Sampling,
  keepAlive: string | null,
  call: ModelCall,
): Promise<AsyncIterable<ChatResponse | GenerateResponse>> {
  const { prompt, begin } = call
  const request = {
    model,
    stream: true as const,
    options: optionsOf(sampling, info, call),
    ...(info.think !== null && { think: info.think }),
    ...keepAliveOf(keepAlive),
    ...{ truncate: false, shift: false },
  }
  const user = { role: 'user', content: prompt }
  if (begin === null) return client.chat({ ...request, messages: [user] })
  switch (info.beginMethod) {
    case 'assistant-message':
      return client.chat({ ...request, messages: [user, { role: 'assistant', content: begin }] })
    case 'template-override':
      return client.generate({ ...request, prompt, template: templateEndingIn(info.template, begin) })
    case null:
      throw new FailureError(
        `ollama:${model} cannot continue a begun answer: its prompts are made inside the server; ` +
          'take a prompt file without "begin", or another model',
      )
  }
}

function optionsOf(sampling: Sampling, info: OllamaModelInfo, call: ModelCall): Partial<Options> {
  return {
    temperature: sampling.temperature,
    top_k: sampling.topK,
    top_p: sampling.topP,
    min_p: sampling.minP,
    typical_p: 1,
    repeat_penalty: sampling.repeatPenalty,
    repeat_last_n: penaltyWindow,
    presence_penalty: 0,
    frequency_penalty: 0,
    seed: call.seed,
    num_predict: sampling.maxTokens,
    num_ctx: sampling.contextSize,
    // A list of a call's own replaces the model's.
    ...(call.stop.length > 0 && { stop: [...info.stops, ...call.stop] }),
  }
}
