import { closeSync, fdatasyncSync, ftruncateSync, openSync, writeSync } from 'node:fs'
import { storing } from './storage-error.ts'

/** A file that grows by whole pieces. */
export interface AppendedFile {
  /** Appends a piece, or nothing of it. @throws StorageError */
  append(piece: string): void
  close(): void
}

/**
 * Opens a file to append to it.
 *
 * @param length bytes of it to keep; what follows them is cut off
 * @param durable whether a piece has reached the disk itself when `append` returns, not just the system's memory
 * @throws StorageError
 */
export function appendTo(path: string, length: number, durable: boolean): AppendedFile {
  let end = length
  const file = storing(path, () => {
    const opened = openSync(path, 'a')
    ftruncateSync(opened, length)
    return opened
  })
  return {
    append(piece) {
      const bytes = Buffer.from(piece)
      storing(path, () => {
        try {
          // A disk that is nearly full takes a part of a piece and says so by its length alone.
          for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done)
          if (durable) fdatasyncSync(file)
        } catch (error) {
          ftruncateSync(file, end)
          throw error
        }
      })
      end += bytes.length
    },
    close: () => closeSync(file),
  }
}
