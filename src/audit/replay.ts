import { FailureError } from '../core/errors.ts'
import type { Schedule } from '../core/schedule.ts'
import { promptHash } from '../llm/ask-model.ts'
import type { LanguageModel, ModelCall } from '../llm/language-model.ts'
import { answerAt, completionOf } from '../llm/recorded-answer.ts'
import type { AgentSystem } from '../sim/agent.ts'
import { type LoopDesign, simulate } from '../sim/simulate.ts'
import type { AttemptRecord } from '../trace/record.ts'
import type { StoredTrace } from '../trace/stored-trace.ts'
import { callId, callName } from './recorded-calls.ts'

/** A recorded call, whole again: what the model was asked, and what it said. */
export interface RebuiltCall {
  readonly call: ModelCall
  readonly said: AttemptRecord
}

/** What is to be rebuilt of a run. */
export interface Replay {
  readonly trace: StoredTrace
  readonly design: LoopDesign
  readonly schedule: Schedule
  /** Makes the run's system on a model that says what was recorded. */
  readonly system: (model: LanguageModel) => Promise<AgentSystem>
  /** The first time whose calls were made with the run's present design: 0 unless it is mixed. */
  readonly from: number
  /** `callId` of the calls that are wanted, none of them before `from`. */
  readonly wanted: ReadonlySet<string>
  /** The last time at which one is wanted. */
  readonly until: number
}

/** Thrown by the model of a replay once it is asked about times that the trace does not reach. */
class BeyondTrace extends Error {}

/**
 * Rebuilds calls by making the run again from what its model said. Traces keep a hash of each prompt: it is checked
 * for every call on the way, and so is its seed.
 *
 * @throws FailureError that names the first call whose prompt or seed is another than the recorded one
 */
export async function rebuildCalls(replay: Replay): Promise<RebuiltCall[]> {
  const { trace, design, schedule, wanted, until } = replay
  const found: RebuiltCall[] = []
  const system = await replay.system(
    replayedModel(replay, (rebuilt) => {
      if (wanted.has(callId(rebuilt.call.key))) found.push(rebuilt)
    }),
  )
  try {
    for await (const { t } of simulate(system, design, schedule)) {
      if (t >= until && found.length === wanted.size) break
    }
  } catch (error) {
    if (!(error instanceof BeyondTrace)) throw error
  }
  if (found.length < wanted.size) {
    const missing = wanted.size - found.length
    throw new FailureError(
      `${trace.header.run}: ${missing} recorded calls are not made when the run is replayed`,
    )
  }
  return found
}

/** A model that says what was recorded, and tells of every call. */
function replayedModel({ trace, from }: Replay, onCall: (rebuilt: RebuiltCall) => void): LanguageModel {
  return {
    reference: trace.header.run,
    identity: { digest: null, details: {} },
    continuesBegunAnswers: true,
    async complete(call) {
      const { key } = call
      if (key.t >= trace.times) throw new BeyondTrace()
      const answer = answerAt(trace, key)
      // What a mixed run was begun with may have asked again where its present design does not, or the reverse.
      const said = answer?.attempts[Math.min(key.attempt, answer.attempts.length - 1)]
      if (answer === null || said === undefined) throw refusal(trace, call, 'has no record')
      if (key.t >= from) {
        check(trace, call, answer.prompt, said)
        onCall({ call, said })
      }
      return completionOf(said)
    },
    async close() {},
  }
}

function check(trace: StoredTrace, call: ModelCall, prompt: string | undefined, said: AttemptRecord): void {
  if (prompt === undefined || said.seed === undefined)
    throw refusal(trace, call, 'was recorded without its prompt')
  const made = promptHash(call.prompt)
  if (made !== prompt)
    throw refusal(trace, call, `has another prompt (hash ${prompt} on record, ${made} rebuilt)`)
  if (call.seed !== said.seed) {
    throw refusal(trace, call, `has another seed (${said.seed} on record, ${call.seed} rebuilt)`)
  }
}

function refusal({ header }: StoredTrace, { key }: ModelCall, what: string): FailureError {
  return new FailureError(
    `${header.run}: the ${callName(key)} ${what}; the trace was changed, or made by another version of silotwin`,
  )
}
