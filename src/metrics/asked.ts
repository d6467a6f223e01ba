import type { AnswerRecord, Fault, StepRecord } from '../trace/record.ts'

/** Sums over the answers of a run: what was asked of its model, and what came of it. */
export interface Asked {
  /** Answers on record, to all questions, replies included. */
  readonly answers: number
  /** Of these, those that were held against the format they were asked in: all but imported ones. */
  readonly judged: number
  readonly faults: Readonly<Record<Fault, number>>
  /** Judged answers that took more than one try. */
  readonly askedAgain: number
  /** Tries at all of them. */
  readonly calls: number
  /** Tokens that the backend read and wrote, and its seconds; null where one of the calls does not tell. */
  readonly promptTokens: number | null
  readonly answerTokens: number | null
  readonly seconds: number | null
  /** Of these seconds, those that were neither loading, nor reading, nor writing: waiting for a turn. */
  readonly waiting: number | null
}

export const nothingAsked: Asked = {
  answers: 0,
  judged: 0,
  faults: { empty: 0, 'off-format': 0, truncated: 0, refused: 0 },
  askedAgain: 0,
  calls: 0,
  promptTokens: 0,
  answerTokens: 0,
  seconds: 0,
  waiting: 0,
}

type Answers = Pick<StepRecord, 'answers' | 'replies'>

/** The sums with those of one more step. */
export function askedIn(before: Asked, { answers = [], replies = [] }: Answers): Asked {
  let sums = before
  for (const answer of [...answers, ...replies]) {
    if (answer === null) continue
    for (const single of [answer, ...(answer.further ?? [])]) sums = withAnswer(sums, single)
  }
  return sums
}

function withAnswer(sums: Asked, { prompt, fault, attempts }: Omit<AnswerRecord, 'further'>): Asked {
  const judged = prompt !== undefined
  const total = (before: number | null, of: (attempt: AnswerRecord['attempts'][number]) => number | null) =>
    attempts.reduce<number | null>((sum, attempt) => {
      const value = of(attempt)
      return sum === null || value === null ? null : sum + value
    }, before)
  return {
    answers: sums.answers + 1,
    judged: sums.judged + Number(judged),
    faults: fault === undefined ? sums.faults : { ...sums.faults, [fault]: sums.faults[fault] + 1 },
    askedAgain: sums.askedAgain + Number(judged && attempts.length > 1),
    calls: sums.calls + attempts.length,
    promptTokens: total(sums.promptTokens, ({ promptTokens = null }) => promptTokens),
    answerTokens: total(sums.answerTokens, ({ answerTokens = null }) => answerTokens),
    seconds: total(sums.seconds, ({ seconds = null }) => seconds),
    waiting: total(sums.waiting, waitingOf),
  }
}

/** The clock of the whole call and those of its parts may differ in their last digits. */
function waitingOf({ seconds, phases }: AnswerRecord['attempts'][number]): number | null {
  if (seconds === undefined || phases === undefined) return null
  return Math.max(0, seconds - phases.load - phases.prompt - phases.answer)
}
