import { FailureError } from '../core/errors.ts'
import type { LanguageModel } from '../llm/language-model.ts'
import { answerAt, completionOf } from '../llm/recorded-answer.ts'
import type { StoredTrace } from '../trace/stored-trace.ts'

/** A model that says what a run recorded, by step and agent; it has nothing else to say. */
export function recordedModel(reference: string, trace: StoredTrace): LanguageModel {
  return {
    reference,
    identity: { digest: null, details: { run: trace.header.run, times: trace.times } },
    continuesBegunAnswers: true,
    async complete({ key }) {
      const said = answerAt(trace, key)?.attempts[key.attempt]
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
      const tries = answerAt(trace, call.key)?.attempts
      if (tries === undefined) return model.complete(call)
      return completionOf(tries[Math.min(call.key.attempt, tries.length - 1)])
    },
  }
}
