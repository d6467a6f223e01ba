import { FailureError, InputError, messageOf } from '../core/errors.ts'
import type { Outcome } from '../experiment/run-replicate.ts'
import { BusyError } from '../storage/lock.ts'
import { StorageError } from '../storage/storage-error.ts'

/**
 * What came of a run, failures included. What failed is the input, which has to be changed, the storage, without
 * which no other run can be kept either, or anything else. `elsewhere`: another process is writing it.
 */
export type RunResult =
  | Outcome
  | { readonly kind: 'failed'; readonly failure: string; readonly cause: FailureCause }
  | { readonly kind: 'elsewhere'; readonly failure: string }

export type FailureCause = 'input' | 'storage' | 'other'

/** What an error means for the run that it ended. */
export function failureOf(error: unknown): RunResult {
  const failure = messageOf(error)
  return error instanceof BusyError
    ? { kind: 'elsewhere', failure }
    : { kind: 'failed', failure, cause: causeOf(error) }
}

function causeOf(error: unknown): FailureCause {
  if (error instanceof InputError) return 'input'
  return error instanceof StorageError ? 'storage' : 'other'
}

/** Throws what a run failed with on another thread, or was kept from by another process. */
export function throwFailure(failed: Extract<RunResult, { kind: 'failed' | 'elsewhere' }>): never {
  if (failed.kind === 'elsewhere') throw new BusyError(failed.failure)
  switch (failed.cause) {
    case 'input':
      throw new InputError(failed.failure)
    case 'storage':
      throw new StorageError(failed.failure)
    case 'other':
      throw new FailureError(failed.failure)
  }
}
