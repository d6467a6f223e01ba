import { z } from 'zod'
import { FailureError } from '../core/errors.ts'
import { endSchema, type StepRecord, stepSchema } from './record.ts'

const lineSchema = z.union([stepSchema, endSchema])

/** The last record of a trace. */
export type EndRecord = z.infer<typeof endSchema>

/**
 * The record that a line of a trace holds.
 *
 * @param place file and line, for the message
 * @throws FailureError where it holds none
 */
export function parseLine(line: string, place: string): StepRecord | EndRecord {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch (error) {
    throw new FailureError(`${place}: not a trace record (damaged line)`, { cause: error })
  }
  const parsed = lineSchema.safeParse(value)
  if (!parsed.success)
    throw new FailureError(`${place}: not a trace record: ${z.prettifyError(parsed.error)}`)
  return parsed.data
}
