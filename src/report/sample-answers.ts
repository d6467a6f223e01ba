import { siloSizes } from '../core/silos.ts'
import type { StoredRun } from '../trace/read-run.ts'
import { type AnswerRecord, type StepRecord, textOf } from '../trace/record.ts'
import type { PageAnswer } from './page-data.ts'

/** An answer as it is shown, with the silo that was read from it; `attempts` 0: there is none. */
export interface SampleAnswer extends PageAnswer {
  readonly silo: number | null
}

/** Some answers of a run. */
export interface Sample {
  readonly agents: readonly number[]
  readonly times: readonly { readonly t: number; readonly answers: readonly SampleAnswer[] }[]
}

const shownAgents = 3
const shownCharacters = 480

/**
 * Answers at the first, middle and last time: of one agent from each of the silos that end largest, filled
 * up with the first of the others. Null where a run keeps no answers.
 */
export function sampleAnswers({ steps }: StoredRun): Sample | null {
  const last = steps.length - 1
  if (!steps.some(({ answers }) => answers !== undefined)) return null
  const agents = telling(steps[last].silos)
  const times = [...new Set([0, Math.round(last / 2), last])].map((t) => {
    const answers = agents.map((agent): SampleAnswer => {
      const answer = latest(steps, t, agent)
      return { silo: steps[t].silos[agent], ...(answer === null ? none : shownAnswer(answer)) }
    })
    return { t, answers }
  })
  return { agents, times }
}

function telling(final: readonly (number | null)[]): readonly number[] {
  const largest = [...siloSizes(final)].sort(([, a], [, b]) => b - a).map(([silo]) => final.indexOf(silo))
  const chosen = new Set([...largest, ...final.keys()])
  return [...chosen].slice(0, shownAgents).sort((a, b) => a - b)
}

/** What an agent said last, at or before a time: not everyone is asked anew at every time. */
function latest(steps: readonly StepRecord[], t: number, agent: number): AnswerRecord | null {
  for (let at = t; at >= 0; at--) {
    const answer = steps[at].answers?.[agent] ?? null
    if (answer !== null) return answer
  }
  return null
}

const none: PageAnswer = { text: '', omitted: 0, fault: null, attempts: 0 }

/** An answer cut to the length at which answers are shown. */
export function shownAnswer(answer: AnswerRecord): PageAnswer {
  const characters = [...textOf(answer).trim()]
  return {
    text: characters.slice(0, shownCharacters).join(''),
    omitted: Math.max(0, characters.length - shownCharacters),
    fault: answer.fault ?? null,
    attempts: answer.attempts.length,
  }
}
