import { expect, it } from 'vitest'
import { recordedModel, resumedModel } from '../../src/adapters/recorded-model.ts'
import { scriptedModel } from '../../src/adapters/scripted-model.ts'
import { FailureError } from '../../src/core/errors.ts'
import type { AttemptRecord, StepRecord } from '../../src/trace/record.ts'
import type { StoredTrace } from '../../src/trace/stored-trace.ts'
import { callFor, describeLanguageModel } from '../contracts/language-model.ts'
import { storedRun } from '../report/sample-runs.ts'

const begin = 'The prettiest flower is'
const scripted = scriptedModel('scripted:copy')

/** A step of ten agents, in which the scripted model answered and the last agent was asked twice. */
async function step(): Promise<StepRecord> {
  const attempt = async (agent: number): Promise<AttemptRecord> => {
    const call = callFor(agent, { begin })
    const { text, promptTokens, answerTokens } = await scripted.complete(call)
    const counts = { promptTokens: promptTokens ?? 0, answerTokens: answerTokens ?? 0 }
    const timings = { seconds: 1.5, phases: { load: 0, prompt: 0.5, answer: 1 } }
    return { text, seed: call.seed, finish: 'stop', ...counts, ...timings }
  }
  const attempts = await Promise.all(Array.from({ length: 10 }, (_, agent) => attempt(agent)))
  const cut: AttemptRecord = { text: 'Well', finish: 'length' }
  const answers = attempts.map((said, agent) => ({ attempts: agent === 9 ? [cut, said] : [said] }))
  return { t: 0, silos: attempts.map(() => 0), partners: null, answers }
}

/** The step as a run has stored it. */
async function trace(): Promise<StoredTrace> {
  const recorded = await step()
  return {
    header: storedRun({ system: 'llm', path: [recorded.silos] }).header,
    times: 1,
    complete: false,
    validBytes: 0,
    at: (t) => (t === 0 ? { step: recorded, line: JSON.stringify(recorded) } : null),
  }
}

describeLanguageModel('recorded', async () => recordedModel('recorded:some', await trace()), {
  skip: [{ reason: 'it says what was said', tests: ['ends an answer at the texts that the call names'] }],
})

it('goes by time, agent and attempt, whatever the prompt, and gives all that was recorded', async () => {
  const model = recordedModel('recorded:some', await trace())
  const second = callFor(9, {
    prompt: 'another',
    key: { t: 0, agent: 9, purpose: 'answer', question: 0, attempt: 1 },
  })
  expect(await model.complete(callFor(9))).toMatchObject({ text: 'Well', finish: 'length', seconds: null })
  expect(await model.complete(second)).toMatchObject({
    text: (await scripted.complete(callFor(9, { begin }))).text,
    phases: { load: 0, prompt: 0.5, answer: 1 },
  })
})

it('has nothing else to say; a resumed run asks the model for the rest', async () => {
  const recording = await trace()
  const later = callFor(0, { key: { t: 1, agent: 0, purpose: 'answer', question: 0, attempt: 0 } })
  const missing = recordedModel('recorded:some', recording).complete(later)
  await expect(missing).rejects.toThrow(FailureError)
  await expect(missing).rejects.toThrow(/no answer of agent 0 at t = 1/)
  const asked: number[] = []
  const model = resumedModel(
    {
      ...scripted,
      complete(call) {
        asked.push(call.key.t)
        return scripted.complete(call)
      },
    },
    recording,
  )
  await model.complete(callFor(0))
  expect(await model.complete(later)).toEqual(await scripted.complete(later))
  expect(asked).toEqual([1])
})
