import { FailureError } from '../core/errors.ts'
import type { CallKey, Completion, LanguageModel } from '../llm/language-model.ts'
import type { AttemptRecord, StepRecord } from '../trace/record.ts'

/** The answers of a trace by call. */
export type Recording = ReadonlyMap<string, AttemptRecord>

/** All model calls that the steps of a trace record. */
export function recordingOf(steps: readonly StepRecord[]): Recording {
  const recording = new Map<string, AttemptRecord>()
  for (const { t, answers = [], replies = [] } of steps) {
    for (const [purpose, records] of [
      ['answer', answers],
      ['reply', replies],
    ] as const) {
      for (const [agent, record] of records.entries()) {
        for (const [attempt, said] of record?.attempts.entries() ?? []) {
          recording.set(addressOf({ t, agent, purpose, attempt }), said)
        }
      }
    }
  }
  return recording
}

/** A model that says what a run recorded, by step and agent; it has nothing else to say. */
export function recordedModel(reference: string, recording: Recording): LanguageModel {
  return {
    reference,
    identity: { digest: null, details: { calls: recording.size } },
    continuesBegunAnswers: true,
    async complete({ key }) {
      const said = recording.get(addressOf(key))
      if (said === undefined) {
        throw new FailureError(
          `${reference} has no answer of agent ${key.agent} at t = ${key.t} (${key.purpose}, attempt ${key.attempt}); ` +
            'replay it with the design that it was recorded with',
        )
      }
      return completionOf(said)
    },
    close: async () => {},
  }
}

/** A model whose calls are answered from the recording where it holds them, and by the model otherwise. */
export function resumedModel(model: LanguageModel, recording: Recording): LanguageModel {
  const { reference, identity, continuesBegunAnswers } = model
  return {
    reference,
    identity,
    continuesBegunAnswers,
    async complete(call) {
      const said = recording.get(addressOf(call.key))
      return said === undefined ? model.complete(call) : completionOf(said)
    },
    close: () => model.close(),
  }
}

const addressOf = (key: CallKey) => `${key.purpose}/${key.t}/${key.agent}/${key.attempt}`

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
