import type { ChatResponse, GenerateResponse } from 'ollama'
import type { Completion } from '../llm/language-model.ts'
import { promptTooLong } from './ollama-faults.ts'

/** An answer as it came off the stream. */
export interface OllamaAnswer {
  readonly text: string
  /** The last part of the stream: why it ended, and what was counted. */
  readonly end: Partial<ChatResponse | GenerateResponse>
}

/** Reads a streamed answer to its end; what a model thought is left out. */
export async function readAnswer(
  parts: AsyncIterable<ChatResponse | GenerateResponse>,
): Promise<OllamaAnswer> {
  let text = ''
  let end: OllamaAnswer['end'] = {}
  for await (const part of parts) {
    text += 'message' in part ? part.message.content : (part.response ?? '')
    end = part
  }
  return { text, end }
}

/**
 * @param begin the beginning that the model was given, null for none
 * @param contextSize tokens of prompt and answer together that the server keeps
 * @throws FailureError where the prompt filled the context: older servers cut it in silence
 */
export function completionOf(answer: OllamaAnswer, begin: string | null, contextSize: number): Completion {
  const { done_reason, prompt_eval_count, eval_count, total_duration } = answer.end
  const promptTokens = prompt_eval_count ?? null
  if (promptTokens !== null && promptTokens >= contextSize) throw promptTooLong(promptTokens, contextSize)
  const answerTokens = eval_count ?? null
  // Older servers drop the oldest tokens instead of stopping where prompt and answer fill the context.
  const full = (promptTokens ?? 0) + (answerTokens ?? 0) >= contextSize
  return {
    text: `${begin ?? ''}${withoutThinking(answer.text)}`.trim(),
    finish: done_reason === 'length' || full ? 'length' : 'stop',
    promptTokens,
    answerTokens: answerTokens === 0 ? null : answerTokens,
    seconds: total_duration === undefined ? null : total_duration / 1e9,
  }
}

/** Older servers pass thinking on as text; one that was cut off has no end mark. */
function withoutThinking(text: string): string {
  return text.replace(/^\s*<think>.*?(?:<\/think>|$)/s, '')
}
