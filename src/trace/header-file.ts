import { join } from 'node:path'
import { writeWhole } from '../storage/whole-file.ts'
import { headerFile } from './read-run.ts'
import type { RunHeader } from './record.ts'

/** Writes run.json into its folder. @throws StorageError */
export function writeHeader(folder: string, header: RunHeader): void {
  writeWhole(join(folder, headerFile), `${JSON.stringify(header, null, 2)}\n`)
}
