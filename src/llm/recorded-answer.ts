import type { AnswerRecord, AttemptRecord } from '../trace/record.ts'
import type { StoredTrace } from '../trace/stored-trace.ts'
import type { CallKey, Completion } from './language-model.ts'

/** What a trace holds of the answer that a call belongs to, with all tries at it; null where it holds none. */
export function answerAt(
  trace: StoredTrace,
  { t, agent, purpose, question }: CallKey,
): Pick<AnswerRecord, 'prompt' | 'attempts'> | null {
  const step = trace.at(t)?.step
  const records = purpose === 'answer' ? step?.answers : purpose === 'reply' ? step?.replies : undefined
  const record = records?.[agent]
  return (question === 0 ? record : record?.further?.[question - 1]) ?? null
}

/** What a model said, as it was recorded. */
export function completionOf(said: AttemptRecord): Completion {
  return {
    text: said.text,
    finish: said.finish ?? 'stop',
    promptTokens: said.promptTokens ?? null,
    answerTokens: said.answerTokens ?? null,
    seconds: said.seconds ?? null,
    phases: said.phases ?? null,
  }
}
