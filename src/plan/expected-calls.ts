import type { LlmDesign } from '../design/design.ts'

/** How many calls to a model are made: at least, and if every answer is asked again as often as it may be. */
export interface CallRange {
  readonly least: number
  readonly most: number
}

/**
 * Calls of one run on the way from the times that are there to its last one.
 *
 * @param done complete times that are on record
 */
export function expectedCalls(design: LlmDesign, done = 0): CallRange {
  const { agents, steps, order, protocol, questions = 1, retries } = design
  const actors = order === 'single' ? 1 : agents
  const times = Math.max(steps + 1 - done, 0)
  // All agents answer at the first time, later those that acted.
  const answers = (done === 0 ? agents + steps * actors : times * actors) * questions
  // Nobody is asked at the last time; replies up to the last complete time are on record.
  const replies = protocol === 'ask' ? Math.max(steps - done, 0) * actors : 0
  const least = answers + replies
  return { least, most: least * (1 + retries) }
}

/**
 * Calls to expect for each of the least, where a share of all answers is asked again, up to `retries` times.
 *
 * @param share of the answers that are off-format, in [0, 1]
 */
export function triesPerAnswer(share: number, retries: number): number {
  let tries = 0
  for (let attempt = 0; attempt <= retries; attempt++) tries += share ** attempt
  return tries
}

/** Calls of a run that can be in flight at one time, with so many allowed. */
export function callsAtOnce({ agents, order, questions = 1 }: LlmDesign, concurrency: number): number {
  return Math.min(concurrency, order === 'synchronous' ? agents * questions : questions)
}
