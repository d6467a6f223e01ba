import { FailureError } from '../core/errors.ts'

/** A failure that may be gone on the next try: a refused connection, a busy server, a broken stream. */
export class TransientError extends FailureError {}
