import { FailureError } from '../core/errors.ts'

/** Results cannot be kept, whatever is computed: there is no sense in going on with other runs. */
export class StorageError extends FailureError {}

/** What the codes of the operating system mean for someone who can do something about it. */
const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file has reached the largest size that is allowed',
  EACCES: 'no permission to write there',
  EPERM: 'no permission to write there',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'a part of the path is no folder',
  EIO: 'the disk reports an error',
}

/**
 * Does something that writes, and says in one message why it cannot, where it cannot.
 *
 * @param path what is written
 * @throws StorageError
 */
export function storing<T>(path: string, action: () => T): T {
  try {
    return action()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    const reason = reasons[code]
    if (reason === undefined) throw error
    throw new StorageError(
      `${path}: cannot be written: ${reason} (${code}). What is there is valid; once this is remedied, the same ` +
        'command goes on from there.',
      { cause: error },
    )
  }
}
