import type { AnswerMetrics } from '../metrics/answer-metrics.ts'
import type { ComparedRun } from './ensemble.ts'
import { percent } from './wording.ts'

/** The answers of all runs of one side. */
export interface SideAnswers {
  readonly answers: number
  readonly faults: AnswerMetrics['faults']
  /** Share of the answers that are faults. */
  readonly faultRate: number
  /** Share of the answers that took more than one try. */
  readonly askedAgainRate: number
}

/** Below this share, faults and questions asked again are left unmentioned. */
const negligible = 0.01

/** Null where no run of the side asked a model. */
export function sideAnswers(runs: readonly ComparedRun[]): SideAnswers | null {
  const known = runs.flatMap(({ answers }) => answers ?? [])
  if (known.length === 0) return null
  const total = (of: (one: (typeof known)[number]) => number) => known.reduce((sum, one) => sum + of(one), 0)
  const answers = total((one) => one.answers)
  const faults = {
    empty: total((one) => one.faults.empty),
    'off-format': total((one) => one.faults['off-format']),
    truncated: total((one) => one.faults.truncated),
    refused: total((one) => one.faults.refused),
  }
  const faulty = Object.values(faults).reduce((sum, count) => sum + count, 0)
  return {
    answers,
    faults,
    faultRate: faulty / answers,
    askedAgainRate: total((one) => one.askedAgain) / answers,
  }
}

/** What must be known of the answers of a side where its faults are not negligible. */
export function answerNotes(label: string, runs: readonly ComparedRun[]): string[] {
  const side = sideAnswers(runs)
  if (side === null) return []
  const kinds = Object.entries(side.faults).filter(([, count]) => count > 0)
  const named = kinds.map(([kind, count]) => `${kind} ${percent(count / side.answers)}`).join(', ')
  return [
    ...(side.faultRate < negligible
      ? []
      : [
          `Of the answers of ${label}, ${percent(side.faultRate)} are faults (${named}): silos are those of the others, and may be biased by them.`,
        ]),
    ...(side.askedAgainRate < negligible
      ? []
      : [`Of the answers of ${label}, ${percent(side.askedAgainRate)} had to be asked for again.`]),
  ]
}
