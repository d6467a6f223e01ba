import { FailureError } from '../core/errors.ts'

/**
 * `down`: nobody answers there, or the server says to come back later; worth waiting for. `broken`: one answer
 * went wrong on its way, as a stream that breaks off or falls silent.
 */
export type TroubleKind = 'down' | 'broken'

/** A failure that may be gone on the next try: a refused connection, a busy server, a broken stream. */
export class TransientError extends FailureError {
  readonly kind: TroubleKind
  /** Seconds that the server asked to be left alone for; null where it did not. */
  readonly retryAfter: number | null

  constructor(
    message: string,
    {
      kind = 'broken',
      retryAfter = null,
      cause,
    }: { readonly kind?: TroubleKind; readonly retryAfter?: number | null; readonly cause?: unknown } = {},
  ) {
    super(message, { cause })
    this.kind = kind
    this.retryAfter = retryAfter
  }
}
