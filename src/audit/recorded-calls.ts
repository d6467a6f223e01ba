import type { CallKey } from '../llm/language-model.ts'
import type { AnswerRecord, AttemptRecord, StepRecord } from '../trace/record.ts'

/** A call to a model as a trace holds it. */
export interface RecordedCall {
  readonly key: CallKey
  readonly said: AttemptRecord
}

/** All calls of one step: agent by agent its answers and then the replies to it, every try at each. */
export function callsOf({ t, answers = [], replies = [] }: StepRecord): RecordedCall[] {
  return [...callsIn(answers, 'answer', t), ...callsIn(replies, 'reply', t)]
}

function callsIn(
  records: readonly (AnswerRecord | null)[],
  purpose: 'answer' | 'reply',
  t: number,
): RecordedCall[] {
  return records.flatMap((record, agent) => {
    if (record === null) return []
    return [record, ...(record.further ?? [])].flatMap(({ attempts }, question) =>
      attempts.map((said, attempt) => ({ key: { t, agent, purpose, question, attempt }, said })),
    )
  })
}

/** A call in words for people. */
export function callName({ t, agent, purpose, question, attempt }: CallKey): string {
  const which = purpose === 'reply' ? 'reply to agent' : 'answer of agent'
  const more = [question > 0 ? `question ${question}` : '', attempt > 0 ? `attempt ${attempt}` : '']
  return [`${which} ${agent} at t = ${t}`, ...more.filter((part) => part !== '')].join(', ')
}

/** Text that is equal for equal calls of a run. */
export function callId({ t, agent, purpose, question, attempt }: CallKey): string {
  return [t, agent, purpose, question, attempt].join('/')
}
