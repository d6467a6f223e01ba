import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const command = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))

/** How a command ended and what it printed. */
export interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs the built command as a user would. */
export function silotwin(...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { maxBuffer: 1 << 28, env: { ...process.env, OLLAMA_HOST: '127.0.0.1:1' } }
    execFile(process.execPath, [command, ...args], options, (error, out, err) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1
      resolve({ code, out, err })
    })
  })
}

/** A folder that is not there yet, inside a new temporary one. */
export function newFolder(name = 'out'): string {
  return join(mkdtempSync(join(tmpdir(), 'silotwin-')), name)
}

/** The folders of the runs in an experiment's folder, by name. */
export function runFolders(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory() && entry.name !== 'figures')
    .map(({ name }) => join(folder, name))
}
