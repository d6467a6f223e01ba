import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { headerFile } from './read-run.ts'
import type { RunHeader } from './record.ts'

/** Writes run.json into its folder; beside and renamed, so that a reader never finds half of it. */
export function writeHeader(folder: string, header: RunHeader): void {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, headerFile)
  writeFileSync(`${path}.new`, `${JSON.stringify(header, null, 2)}\n`)
  renameSync(`${path}.new`, path)
}
