import type { Asked } from './asked.ts'

/** What a run took. Null is what is not known or does not exist, never 0. */
export interface Cost {
  /**
   * Seconds that were worked on the run, from opening its folder to its last record, interruptions left out: those
   * of the wall for a language model, those of its thread for a system that computes. Null where the run does not
   * tell (imported, or begun by an early version).
   */
  readonly seconds: number | null
  /** Calls to the model, tries included; null without a model. */
  readonly calls: number | null
  /** Tokens read and written in all calls; null where the backend does not count. */
  readonly promptTokens: number | null
  readonly answerTokens: number | null
  /** Tokens written per second of the run. */
  readonly tokensPerSecond: number | null
  /** Sum over the calls of what each took at its backend: calls in flight together count each. */
  readonly backendSeconds: number | null
  /** Of these, the seconds in which calls waited for their turn: neither loading, nor reading, nor writing. */
  readonly waitingSeconds: number | null
}

/** @param worked seconds that were worked on the run; null where they are not known */
export function costOf(asked: Asked, worked: number | null): Cost {
  const seconds = worked
  if (asked.answers === 0) return { ...ofNoModel, seconds }
  const { calls, promptTokens, answerTokens } = asked
  const cost = {
    ...ofNoModel,
    calls,
    promptTokens,
    answerTokens,
    backendSeconds: rounded(asked.seconds),
    waitingSeconds: rounded(asked.waiting),
  }
  return timed(cost, seconds)
}

/** The same cost, with the seconds of the run. */
export function timed(cost: Cost, seconds: number | null): Cost {
  const { answerTokens } = cost
  const known = seconds !== null && seconds > 0 && answerTokens !== null
  return { ...cost, seconds, tokensPerSecond: known ? answerTokens / seconds : null }
}

/** The cost of which nothing is known. */
export const ofNoModel: Cost = {
  seconds: null,
  calls: null,
  promptTokens: null,
  answerTokens: null,
  tokensPerSecond: null,
  backendSeconds: null,
  waitingSeconds: null,
}

/** To microseconds: sums of decimal fractions have digits that mean nothing. */
const rounded = (seconds: number | null) => (seconds === null ? null : Number(seconds.toFixed(6)))
