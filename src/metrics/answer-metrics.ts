import type { Fault } from '../trace/record.ts'
import type { Asked } from './asked.ts'

/** How well a language model answered in the format it was asked for: answers to all questions, and replies. */
export interface AnswerMetrics {
  readonly answers: number
  /** Answers on record as faults after all tries, by kind; a truncated one may name a silo all the same. */
  readonly faults: Readonly<Record<Fault, number>>
  /** The same as shares of the answers. */
  readonly faultRates: Readonly<Record<Fault, number>>
  /** Share of the answers that are faults of any kind. */
  readonly faultRate: number
  /** Answers that took more than one try, and their share. */
  readonly askedAgain: number
  readonly askedAgainRate: number
}

/** Null where no answer was judged: systems that compute, and imported answers. */
export function answerMetrics({ judged, faults, askedAgain }: Asked): AnswerMetrics | null {
  if (judged === 0) return null
  const faulty = faults.empty + faults['off-format'] + faults.truncated + faults.refused
  return {
    answers: judged,
    faults,
    faultRates: {
      empty: faults.empty / judged,
      'off-format': faults['off-format'] / judged,
      truncated: faults.truncated / judged,
      refused: faults.refused / judged,
    },
    faultRate: faulty / judged,
    askedAgain,
    askedAgainRate: askedAgain / judged,
  }
}
