import { FailureError } from '../core/errors.ts'
import type { CallKey, Completion, LanguageModel } from '../llm/language-model.ts'
import type { AttemptRecord } from '../trace/record.ts'
import type { StoredTrace } from '../trace/stored-trace.ts'

/** What a trace holds of the answer that a call belongs to: all tries at it; null where it holds none. */
function triesAt(
  trace: StoredTrace,
  { t, agent, purpose, question }: CallKey,
): readonly AttemptRecord[] | null {
  const step = trace.at(t)?.step
  const records = purpose === 'answer' ? step?.answers : purpose === 'reply' ? step?.replies : undefined
  const record = records?.[agent]
  const answer = question === 0 ? record : record?.further?.[question - 1]
  return answer?.attempts ?? null
}

/** A model that says what a run recorded, by step and agent; it has nothing else to say. */
export function recordedModel(reference: string, trace: StoredTrace): LanguageModel {
  return {
    reference,
    identity: { digest: null, details: { run: trace.header.run, times: trace.times } },
    continuesBegunAnswers: true,
    async complete({ key }) {
      const said = triesAt(trace, key)?.[key.attempt]
      if (said === undefined) {
        throw new FailureError(
          `${reference} has no answer of agent ${key.agent} at t = ${key.t} (${key.purpose}, question ${key.question}, attempt ${key.attempt}); ` +
            'replay it with the design that it was recorded with',
        )
      }
      return completionOf(said)
    },
    close: async () => {},
  }
}

/**
 * A model whose calls are answered from the trace where it holds them, and by the model otherwise. At a time on
 * record, a try that was never made is answered with the last one that was: the one that counts, also where a mixed
 * run goes on with other rules about what is asked again.
 */
export function resumedModel(model: LanguageModel, trace: StoredTrace): LanguageModel {
  return {
    ...model,
    async complete(call) {
      const tries = triesAt(trace, call.key)
      if (tries === null) return model.complete(call)
      return completionOf(tries[Math.min(call.key.attempt, tries.length - 1)])
    },
  }
}

function completionOf(said: AttemptRecord): Completion {
  return {
    text: said.text,
    finish: said.finish ?? 'stop',
    promptTokens: said.promptTokens ?? null,
    answerTokens: said.answerTokens ?? null,
    seconds: said.seconds ?? null,
    phases: said.phases ?? null,
  }
}
