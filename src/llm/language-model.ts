/** Which call of a run this is. Recording, replay and seeds go by it, never by the prompt. */
export interface CallKey {
  readonly t: number
  /** The agent for which the call is made: who expresses itself, or who asked. */
  readonly agent: number
  /** `warm-up`: before the first call of a strict run; nothing of it is kept. */
  readonly purpose: 'answer' | 'reply' | 'warm-up'
  /** 0 for the question that silos are read from (and for replies to it), 1 … for further ones. */
  readonly question: number
  /** 0 for the first try, 1 … for an off-format answer asked again. */
  readonly attempt: number
}

/** One call to a model. */
export interface ModelCall {
  readonly key: CallKey
  /** Below 2^31; derived from the design's seed and the key. */
  readonly seed: number
  /** The user message. */
  readonly prompt: string
  /** The beginning of the answer that the model is to continue; null where it answers freely. */
  readonly begin: string | null
  /** Texts that end an answer and are not part of it, beside the model's own. */
  readonly stop: readonly string[]
}

/** What a model said. */
export interface Completion {
  /** The whole answer, with its given beginning, trimmed of white space at both ends. */
  readonly text: string
  /** `length`: cut at the token limit; `refused`: held back by a filter of the server. */
  readonly finish: 'stop' | 'length' | 'refused'
  /** Tokens read and written, as counted by the backend; null where it does not count. */
  readonly promptTokens: number | null
  readonly answerTokens: number | null
  /** Seconds that the backend worked on this call; null where it has no clock (then traces are bytewise repeatable). */
  readonly seconds: number | null
  /** What of these seconds went where; null where the backend does not tell. */
  readonly phases: Phases | null
}

/** Seconds that a backend spent on the parts of a call. What is left of the whole is waiting for its turn. */
export interface Phases {
  /** Getting the model ready. */
  readonly load: number
  /** Reading the prompt. */
  readonly prompt: number
  /** Writing the answer. */
  readonly answer: number
}

/** How answers are sampled; the same for all calls of a run. Every option is sent on every call. */
export interface Sampling {
  readonly temperature: number
  readonly topK: number
  readonly topP: number
  readonly minP: number
  readonly repeatPenalty: number
  /** Most tokens of an answer. */
  readonly maxTokens: number
  /** Context size in tokens. */
  readonly contextSize: number
}

/** Which model it really is: what a resumed run must find unchanged. */
export interface Identity {
  /** Hash of the weights or the server's digest; null for backends that have no weights. */
  readonly digest: string | null
  /** Everything else worth recording (versions, quantisation, template hash …). */
  readonly details: Readonly<Record<string, string | number | null>>
}

/**
 * What must be equal where two are to be the same model: the digest, or, where there is none, all that is known
 * of the model; which release of a server it runs on is no part of it.
 */
export function essence({ digest, details }: Identity): Readonly<Record<string, unknown>> {
  if (digest !== null) return { digest }
  const { server, ...model } = details
  return model
}

/** The narrow port behind which every language model stands. */
export interface LanguageModel {
  /** The reference that opened it, such as `ollama:tinyllama`. */
  readonly reference: string
  readonly identity: Identity
  /** Whether it can continue a begun answer. */
  readonly continuesBegunAnswers: boolean
  /**
   * @throws FailureError where the backend cannot answer
   */
  complete(call: ModelCall): Promise<Completion>
  close(): Promise<void>
}
