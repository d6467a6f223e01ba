import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { storing } from './storage-error.ts'

/** Ending of a file that is being written; one that is left behind is overwritten by the next try. */
export const unfinished = '.new'

/**
 * Writes a file beside its place and renames it, so that a reader never finds half of it. Only one process may
 * write a path at a time.
 *
 * @throws StorageError; what was there before is still there then
 */
export function writeWhole(path: string, text: string | Uint8Array): void {
  storing(path, () => {
    mkdirSync(dirname(path), { recursive: true })
    try {
      writeFileSync(path + unfinished, text)
      renameSync(path + unfinished, path)
    } catch (error) {
      rmSync(path + unfinished, { force: true })
      throw error
    }
  })
}
