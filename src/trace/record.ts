import { z } from 'zod'

const count = z.int().min(0)
const agentOrNone = count.nullable()

/** One try at an answer. Absent fields were not known to the backend (or to an imported source). */
export const attemptSchema = z.object({
  text: z.string(),
  seed: count.optional(),
  finish: z.enum(['stop', 'length', 'refused']).optional(),
  promptTokens: count.optional(),
  answerTokens: count.optional(),
  /** Seconds of work of the backend. */
  seconds: z.number().min(0).optional(),
  /** Of these seconds, those that getting the model ready, reading the prompt and writing the answer took. */
  phases: z
    .object({ load: z.number().min(0), prompt: z.number().min(0), answer: z.number().min(0) })
    .optional(),
})
export type AttemptRecord = z.infer<typeof attemptSchema>

/**
 * What is wrong with an answer: no answer at all, not in the asked format, cut at the token limit, declined (by the
 * model in words, or held back by a filter of its server). Early runs have refusals as off-format.
 */
export const faultSchema = z.enum(['empty', 'off-format', 'truncated', 'refused'])
export type Fault = z.infer<typeof faultSchema>

/** An answer to one question with its tries, the last of which is the one that counts. */
const singleAnswerSchema = z.object({
  /** The first 16 hexadecimal digits of the sha256 of the whole prompt; absent for imported answers. */
  prompt: z.string().optional(),
  fault: faultSchema.optional(),
  attempts: z.array(attemptSchema).min(1).readonly(),
})

/** What an agent said at one time, or in reply. */
export const answerSchema = singleAnswerSchema.extend({
  /** Its answers to the further questions of the design, in their order; absent where there is one question. */
  further: z.array(singleAnswerSchema).readonly().optional(),
})
export type AnswerRecord = z.infer<typeof answerSchema>

/** The text that an answer ended with. */
export function textOf(answer: Pick<AnswerRecord, 'attempts'>): string {
  return answer.attempts[answer.attempts.length - 1].text
}

/** One time of a run; see `Step` in sim/simulate.ts for the meaning of the fields. */
export const stepSchema = z.object({
  t: count,
  silos: z.array(agentOrNone).readonly(),
  level: z.number().nullable().optional(),
  partners: z.array(agentOrNone).readonly().nullable(),
  /** null for an agent that was not asked anew at this time. */
  answers: z.array(answerSchema.nullable()).readonly().optional(),
  /** By asker: what its partner replied to it; absent where partners are not asked. */
  replies: z.array(answerSchema.nullable()).readonly().optional(),
})
export type StepRecord = z.infer<typeof stepSchema>

/** The last line of a run that is done. */
export const endSchema = z.object({ end: z.literal('completed'), times: count })

/** How far a run is. */
export const statusSchema = z.enum(['running', 'completed', 'failed'])

/** A change of a run under way: which times it leaves as they were, and what each field was and became. */
export const mixingSchema = z.object({
  /** The first time that was made with what was asked. */
  from: count,
  changes: z.record(z.string(), z.object({ there: z.unknown(), asked: z.unknown() })),
})
export type Mixing = z.infer<typeof mixingSchema>

/** run.json: what was run, with what, and how far it came. */
export const runHeaderSchema = z.object({
  format: z.literal(1),
  run: z.string(),
  /** The resolved design; only what every reader needs is named here. */
  design: z.looseObject({
    system: z.string(),
    agents: z.int().min(2),
    steps: z.int().min(0),
    mirror: z.number(),
    neighbors: z.int().min(1),
    memory: z.int().min(1),
    /** null for runs that were not made by this program. */
    seed: count.nullable(),
  }),
  replicate: count,
  /** Versions, digests and hashes of everything that went in. */
  provenance: z.record(z.string(), z.unknown()),
  started: z.string().nullable(),
  ended: z.string().nullable(),
  /**
   * Seconds that were worked on the run, interruptions left out, as of the last writing of this file; absent where
   * they are not known, as for imported runs.
   */
  seconds: z.number().min(0).optional(),
  status: statusSchema,
  /** Why it failed, where it did. */
  failure: z.string().optional(),
  /** Where it went on, on demand, with something else than it was begun with; absent for all other runs. */
  mixed: z.array(mixingSchema).readonly().optional(),
})
export type RunHeader = z.infer<typeof runHeaderSchema>
