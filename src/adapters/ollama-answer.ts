import { z } from 'zod'
import type { Completion } from '../llm/language-model.ts'
import { promptTooLong } from './ollama-faults.ts'
import { TransientError } from './transient-error.ts'
import { withoutThinking } from './without-thinking.ts'

const count = z.int().min(0).optional()
/** Nanoseconds. */
const duration = z.number().min(0).optional()

/** A part of a streamed answer; the last one says why it ended, and what was counted. */
const partSchema = z.looseObject({
  message: z.looseObject({ content: z.string().default('') }).optional(),
  response: z.string().optional(),
  done: z.boolean(),
  done_reason: z.string().optional(),
  prompt_eval_count: count,
  eval_count: count,
  total_duration: duration,
  load_duration: duration,
  prompt_eval_duration: duration,
  eval_duration: duration,
})

/** An answer as it came off the stream. */
export interface OllamaAnswer {
  readonly text: string
  readonly end: z.infer<typeof partSchema>
}

/**
 * Reads a streamed answer to its end; what a model thought is left out.
 *
 * @throws TransientError where a part is not as it should be, or the end is not that of an answer
 */
export async function readAnswer(parts: AsyncIterable<unknown>): Promise<OllamaAnswer> {
  let text = ''
  let end: OllamaAnswer['end'] | null = null
  for await (const given of parts) {
    const part = partSchema.parse(given)
    text += part.message?.content ?? part.response ?? ''
    if (part.done) end = part
  }
  const reason = end?.done_reason ?? 'stop'
  if (end === null || (reason !== 'stop' && reason !== 'length')) {
    throw new TransientError(`an answer ended for the reason ${JSON.stringify(reason)}`)
  }
  return { text, end }
}

/**
 * @param begin the beginning that the model was given, null for none
 * @param contextSize tokens of prompt and answer together that the server keeps
 * @throws FailureError where the prompt filled the context: older servers cut it in silence
 */
export function completionOf(answer: OllamaAnswer, begin: string | null, contextSize: number): Completion {
  const { done_reason, prompt_eval_count, eval_count } = answer.end
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
    ...secondsOf(answer.end),
  }
}

function secondsOf(end: OllamaAnswer['end']): Pick<Completion, 'seconds' | 'phases'> {
  const { total_duration, load_duration = 0, prompt_eval_duration = 0, eval_duration = 0 } = end
  if (total_duration === undefined) return { seconds: null, phases: null }
  return {
    seconds: total_duration / 1e9,
    phases: {
      load: load_duration / 1e9,
      prompt: prompt_eval_duration / 1e9,
      answer: eval_duration / 1e9,
    },
  }
}
