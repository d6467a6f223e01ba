import type { ChatResponse, GenerateResponse, Ollama } from 'ollama'
import { FailureError } from '../core/errors.ts'
import type { ModelCall, Sampling } from '../llm/language-model.ts'
import { templateEndingIn } from './ollama-begin.ts'
import type { OllamaModelInfo } from './ollama-model-info.ts'

/**
 * Puts a call to the server, as a stream. Every sampling option is sent, because defaults differ between
 * releases; so is the wish that nothing be cut or dropped, which older servers do not know and ignore.
 *
 * @throws FailureError for a begun answer where the server cannot continue one
 */
export function streamOf(
  client: Ollama,
  model: string,
  info: OllamaModelInfo,
  sampling: Sampling,
  call: ModelCall,
): Promise<AsyncIterable<ChatResponse | GenerateResponse>> {
  const { prompt, begin, stop } = call
  const options = {
    temperature: sampling.temperature,
    top_k: sampling.topK,
    top_p: sampling.topP,
    min_p: sampling.minP,
    repeat_penalty: sampling.repeatPenalty,
    seed: call.seed,
    num_predict: sampling.maxTokens,
    num_ctx: sampling.contextSize,
    // A list of a call's own replaces the model's.
    ...(stop.length > 0 && { stop: [...info.stops, ...stop] }),
  }
  const whole = { truncate: false, shift: false }
  const request = { model, stream: true as const, options, ...(info.thinks && { think: false }), ...whole }
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
