import { defaultPatience, type Patience } from './patiently.ts'
import { type CallLimits, defaultLimits } from './server-call.ts'

/**
 * How model servers are treated, and where vectors come from. Nothing of it changes what is asked or what comes
 * of it, so it is no part of a design.
 */
export interface Serving {
  readonly limits: CallLimits
  readonly patience: Patience
  /** How long an Ollama server keeps a model loaded after a call, such as `30m`; null: as it is set up. */
  readonly keepAlive: string | null
  /** Whether a model that an Ollama server does not have is pulled. */
  readonly pull: boolean
  /** Whether vectors of texts are kept in the user's cache folder and taken from there. */
  readonly embeddingCache: boolean
}

export const defaultServing: Serving = {
  limits: defaultLimits,
  patience: defaultPatience,
  keepAlive: null,
  pull: false,
  embeddingCache: true,
}

/**
 * At the start someone is there to see that no server runs: that is said at once, and only an answer that went
 * wrong on its way is asked for again.
 */
export function openingPatience(patience: Patience): Patience {
  return { ...patience, downSeconds: 0, brokenTries: 3 }
}
