import { z } from 'zod'
import { FailureError } from '../core/errors.ts'
import { endSchema, type StepRecord, stepSchema } from './record.ts'

const siloStepSchema = stepSchema.omit({ answers: true, replies: true })
const lineSchemas = {
  silos: z.union([siloStepSchema, endSchema]),
  everything: z.union([stepSchema, endSchema]),
}

/** What is read of a step; `silos` leaves the answers unread, which is much faster. */
export type Reading = keyof typeof lineSchemas

/** The last record of a trace. */
export type EndRecord = z.infer<typeof endSchema>

/**
 * The record that a line of a trace holds.
 *
 * @param place file and line, for the message
 * @throws FailureError where it holds none
 */
export function parseLine(line: string, what: Reading, place: string): StepRecord | EndRecord {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch (error) {
    throw new FailureError(`${place}: not a trace record (damaged line)`, { cause: error })
  }
  const parsed = lineSchemas[what].safeParse(value)
  if (!parsed.success)
    throw new FailureError(`${place}: not a trace record: ${z.prettifyError(parsed.error)}`)
  return parsed.data
}
