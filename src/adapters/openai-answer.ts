import { EventSourceParserStream } from 'eventsource-parser/stream'
import { z } from 'zod'
import { FailureError } from '../core/errors.ts'
import type { Completion } from '../llm/language-model.ts'
import { promptTooLong } from './ollama-faults.ts'
import { withoutThinking } from './without-thinking.ts'

const count = z.int().min(0)

/** A part of a streamed answer, of a chat (`delta`) or of plain text (`text`). */
const partSchema = z.looseObject({
  choices: z
    .array(
      z.looseObject({
        delta: z.looseObject({ content: z.string().nullish(), refusal: z.string().nullish() }).optional(),
        text: z.string().nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .default([]),
  usage: z.looseObject({ prompt_tokens: count, completion_tokens: count.default(0) }).nullish(),
  /** llama-server: milliseconds of reading the prompt and of writing the answer. */
  timings: z.looseObject({ prompt_ms: z.number().min(0), predicted_ms: z.number().min(0) }).optional(),
  error: z.unknown().optional(),
})
type Part = z.infer<typeof partSchema>

/** An answer as it came off the stream. */
export interface OpenaiAnswer {
  readonly text: string
  readonly reason: string
  readonly usage: Part['usage']
  readonly timings: Part['timings']
}

/**
 * Reads a streamed answer to its end. What a model thought comes under a name of its own and is left out.
 *
 * @throws FailureError where the server does not stream; another error where the stream is damaged or has no end
 */
export async function readEvents(response: Response): Promise<OpenaiAnswer> {
  const type = response.headers.get('content-type') ?? 'nothing'
  if (response.body === null || !type.startsWith('text/event-stream')) {
    throw new FailureError(`${response.url || 'the server'} does not stream its answers: it sent ${type}`)
  }
  const events = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream())
  let text = ''
  let reason: string | null = null
  let usage: Part['usage']
  let timings: Part['timings']
  for await (const { data } of events) {
    if (data === '[DONE]') break
    const part = partSchema.parse(JSON.parse(data))
    if (part.error !== undefined && part.error !== null) throw new Error(JSON.stringify(part.error))
    const [choice] = part.choices
    text += choice?.delta?.content ?? choice?.text ?? ''
    if (choice?.delta?.refusal) reason = 'content_filter'
    reason ??= choice?.finish_reason ?? null
    usage = part.usage ?? usage
    timings = part.timings ?? timings
  }
  if (reason === null) throw new Error('it has no end')
  return { text, reason, usage, timings }
}

/**
 * @param begin the beginning that the model was given, null for none
 * @param contextSize tokens of prompt and answer together
 * @param seconds that the call took
 * @throws FailureError where the prompt filled the context: some servers cut it in silence
 */
export function completionOf(
  answer: OpenaiAnswer,
  begin: string | null,
  contextSize: number,
  seconds: number,
): Completion {
  const { text, reason, usage, timings } = answer
  const promptTokens = usage?.prompt_tokens ?? null
  if (promptTokens !== null && promptTokens >= contextSize) throw promptTooLong(promptTokens, contextSize)
  return {
    text: `${begin ?? ''}${withoutThinking(text)}`.trim(),
    finish: finishOf(reason),
    promptTokens,
    answerTokens: usage?.completion_tokens || null,
    seconds,
    phases:
      timings === undefined
        ? null
        : { load: 0, prompt: timings.prompt_ms / 1000, answer: timings.predicted_ms / 1000 },
  }
}

function finishOf(reason: string): Completion['finish'] {
  if (reason === 'length') return 'length'
  return reason === 'content_filter' ? 'refused' : 'stop'
}
