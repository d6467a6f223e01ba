import { isDeepStrictEqual } from 'node:util'
import { FailureError } from '../core/errors.ts'

/** Milliseconds after which a name is looked at again. */
const interval = 60_000

/** Makes sure that a name goes on standing for the model that was opened by it. */
export interface IdentityCheck {
  /**
   * Looks, where that was not done for a minute or there is reason to doubt.
   *
   * @throws FailureError where the name stands for another model
   */
  check(): Promise<void>
  /** A server that was away may come back with another model under the same name. */
  doubt(): void
}

/**
 * @param reference of the model, for the message
 * @param known what the model was known by when it was opened
 * @param look finds what it is known by now
 */
export function identityCheck(
  reference: string,
  known: unknown,
  look: () => Promise<unknown>,
): IdentityCheck {
  let lookedAt = performance.now()
  const doubt = () => {
    lookedAt = Number.NEGATIVE_INFINITY
  }
  return {
    doubt,
    async check() {
      if (performance.now() - lookedAt < interval) return
      // The calls that come meanwhile need not look as well.
      lookedAt = performance.now()
      const found = await look().catch((error) => {
        doubt()
        throw error
      })
      if (isDeepStrictEqual(found, known)) return
      doubt()
      throw new FailureError(
        `${reference} stands for another model now: it was ${JSON.stringify(known)} and is ` +
          `${JSON.stringify(found)}; bring the first one back, or begin another run`,
      )
    },
  }
}
