import { z } from 'zod'
import { faultSchema } from '../trace/record.ts'
import type { AnswerMetrics } from './answer-metrics.ts'
import { type Cost, ofNoModel } from './cost.ts'

const count = z.int().min(0)
const amount = z.number().min(0)

/** How what was asked is read back from a file; absent in those of earlier versions. */
export const askedShape: {
  readonly answers: z.ZodType<AnswerMetrics | null>
  readonly cost: z.ZodType<Cost>
} = {
  answers: z
    .object({
      answers: count,
      faults: z.record(faultSchema, count),
      faultRates: z.record(faultSchema, amount),
      faultRate: amount,
      askedAgain: count,
      askedAgainRate: amount,
    })
    .nullable()
    .default(null),
  cost: z
    .object({
      seconds: amount.nullable(),
      calls: count.nullable(),
      promptTokens: count.nullable(),
      answerTokens: count.nullable(),
      tokensPerSecond: amount.nullable(),
      backendSeconds: amount.nullable(),
      waitingSeconds: amount.nullable(),
    })
    .default(ofNoModel),
}
