import { createHash } from 'node:crypto'
import { seedAt } from '../core/random.ts'
import type { AnswerRecord, AttemptRecord, Fault } from '../trace/record.ts'
import type { CallKey, Completion, LanguageModel } from './language-model.ts'
import type { Question } from './prompt.ts'
import { isRefusal } from './refusal.ts'

/** What must be known to ask a model. */
export interface Asking {
  readonly model: LanguageModel
  /** How often an off-format answer is asked again. */
  readonly retries: number
  /** The root seed and the replicate: with the key of a call they give its seed. */
  readonly seed: number
  readonly replicate: number
}

/**
 * Puts a message to the model; an answer without the format of its question, or that declines, is asked again with
 * another seed, up to `retries` times, then recorded as a fault. All tries are kept.
 */
export async function askModel(
  asking: Asking,
  question: Question,
  message: string,
  place: Omit<CallKey, 'attempt'>,
): Promise<AnswerRecord> {
  const { model, retries } = asking
  const attempts: AttemptRecord[] = []
  let fault: Fault | null = null
  for (let attempt = 0; attempt <= retries; attempt++) {
    const key = { ...place, attempt }
    const seed = callSeed(asking, key)
    const { begin, stop } = question
    const completion = await model.complete({ key, seed, prompt: message, begin, stop })
    attempts.push(attemptOf(completion, seed))
    fault = faultOf(completion, question)
    if (fault === null || fault === 'truncated') break
  }
  return { prompt: promptHash(message), ...(fault !== null && { fault }), attempts }
}

/** The seed of a call; the first question's is what it was before there were others. */
export function callSeed({ seed, replicate }: Pick<Asking, 'seed' | 'replicate'>, key: CallKey): number {
  const { purpose, t, agent, attempt, question } = key
  const further = question === 0 ? [] : ['question', question]
  return seedAt(seed, replicate, 'call', purpose, t, agent, attempt, ...further)
}

/** A truncated answer that names the flower in the asked format is a fault on record, and not asked again. */
export function faultOf(
  { text, finish }: Pick<Completion, 'text' | 'finish'>,
  { format, begin }: Question,
): Fault | null {
  if (finish === 'refused') return 'refused'
  if (text === '') return 'empty'
  if (!text.includes(format)) return isRefusal(text) ? 'refused' : 'off-format'
  // A begun answer holds the format whatever the model made of it.
  if (begin !== null && text.startsWith(begin) && isRefusal(text.slice(begin.length))) return 'refused'
  return finish === 'length' ? 'truncated' : null
}

function attemptOf(completion: Completion, seed: number): AttemptRecord {
  const { text, finish, promptTokens, answerTokens, seconds, phases } = completion
  return {
    text,
    seed,
    finish,
    ...(promptTokens !== null && { promptTokens }),
    ...(answerTokens !== null && { answerTokens }),
    ...(seconds !== null && { seconds }),
    ...(phases !== null && { phases }),
  }
}

/** What a trace keeps of a prompt: the first 16 hexadecimal digits of its sha256. */
export function promptHash(message: string): string {
  return createHash('sha256').update(message).digest('hex').slice(0, 16)
}
