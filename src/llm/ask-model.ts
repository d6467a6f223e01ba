import { createHash } from 'node:crypto'
import { seedAt } from '../core/random.ts'
import type { AnswerRecord, AttemptRecord, Fault } from '../trace/record.ts'
import type { CallKey, Completion, LanguageModel } from './language-model.ts'
import type { Prompt } from './prompt.ts'

/** What one question to a model needs to know. */
export interface Asking {
  readonly model: LanguageModel
  readonly prompt: Prompt
  /** How often an off-format answer is asked again. */
  readonly retries: number
  /** The root seed and the replicate: with the key of a call they give its seed. */
  readonly seed: number
  readonly replicate: number
}

/**
 * Puts a message to the model; an answer without the asked format is asked again with another seed, up
 * to `retries` times, then recorded as a fault. All tries are kept.
 */
export async function askModel(
  asking: Asking,
  message: string,
  place: Omit<CallKey, 'attempt'>,
): Promise<AnswerRecord> {
  const { model, prompt, retries, seed, replicate } = asking
  const attempts: AttemptRecord[] = []
  let fault: Fault | null = null
  for (let attempt = 0; attempt <= retries; attempt++) {
    const key = { ...place, attempt }
    const callSeed = seedAt(seed, replicate, 'call', key.purpose, key.t, key.agent, attempt)
    const completion = await model.complete({
      key,
      seed: callSeed,
      prompt: message,
      begin: prompt.begin,
      stop: prompt.stop,
    })
    attempts.push(attemptOf(completion, callSeed))
    fault = faultOf(completion, prompt)
    if (fault === null || fault === 'truncated') break
  }
  return { prompt: promptHash(message), ...(fault !== null && { fault }), attempts }
}

/** A truncated answer that names the flower in the asked format is a fault on record, and not asked again. */
function faultOf(completion: Completion, prompt: Prompt): Fault | null {
  if (completion.text === '') return 'empty'
  if (!completion.text.includes(prompt.format)) return 'off-format'
  return completion.finish === 'length' ? 'truncated' : null
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

function promptHash(message: string): string {
  return createHash('sha256').update(message).digest('hex').slice(0, 16)
}
