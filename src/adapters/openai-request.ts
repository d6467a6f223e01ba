import { z } from 'zod'
import { FailureError } from '../core/errors.ts'
import type { ModelCall, Sampling } from '../llm/language-model.ts'
import type { OpenaiModelInfo } from './openai-model-info.ts'

/** A request for a streamed answer: where to, from the base address on, and what. */
export interface OpenaiRequest {
  readonly path: '/chat/completions' | '/completions'
  readonly body: Readonly<Record<string, unknown>>
}

const renderedSchema = z.looseObject({ prompt: z.string() })

/**
 * The request for a call.
 *
 * @param render has the server's /apply-template render a chat
 * @throws FailureError for a begun answer where the server has no known way of continuing one
 */
export async function requestFor(
  info: OpenaiModelInfo,
  sampling: Sampling,
  call: ModelCall,
  render: (chat: object) => Promise<unknown>,
): Promise<OpenaiRequest> {
  const { prompt, begin } = call
  const options = optionsOf(info, sampling, call)
  const user = { role: 'user', content: prompt }
  // Whoever does not think aloud is not told so either: only these two servers know the option.
  const calm = info.continueMethod === null ? {} : { chat_template_kwargs: { enable_thinking: false } }
  if (begin === null) {
    return { path: '/chat/completions', body: { ...options, ...calm, messages: [user] } }
  }
  switch (info.continueMethod) {
    case 'template': {
      const rendered = renderedSchema.parse(await render({ messages: [user], ...calm }))
      return { path: '/completions', body: { ...options, prompt: `${rendered.prompt}${begin}` } }
    }
    case 'final-message': {
      const messages = [user, { role: 'assistant', content: begin }]
      const unfinished = { add_generation_prompt: false, continue_final_message: true }
      return { path: '/chat/completions', body: { ...options, ...calm, ...unfinished, messages } }
    }
    case null:
      throw new FailureError(
        `${info.model} cannot continue a begun answer: its server is not known to have a way; take a prompt ` +
          'file without "begin", or the model on llama-server, vLLM or Ollama (ollama:NAME)',
      )
  }
}

/**
 * Every option is sent, because defaults differ between servers. Those beyond OpenAI's own have the names that
 * llama-server, vLLM and LM Studio take; servers pass over what they do not know.
 */
function optionsOf(info: OpenaiModelInfo, sampling: Sampling, call: ModelCall) {
  const vllm = info.continueMethod === 'final-message'
  return {
    model: info.model,
    stream: true,
    stream_options: { include_usage: true },
    seed: call.seed,
    temperature: sampling.temperature,
    top_p: sampling.topP,
    max_tokens: sampling.maxTokens,
    presence_penalty: 0,
    frequency_penalty: 0,
    // vLLM writes "all" as -1.
    top_k: vllm && sampling.topK === 0 ? -1 : sampling.topK,
    min_p: sampling.minP,
    [vllm ? 'repetition_penalty' : 'repeat_penalty']: sampling.repeatPenalty,
    ...(call.stop.length > 0 && { stop: call.stop }),
    // What llama-server kept of earlier prompts can change an answer.
    ...(info.continueMethod === 'template' && { cache_prompt: false }),
  }
}
