import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { stringify } from 'yaml'
import { newFolder, silotwin } from '../cli/silotwin.ts'

const scripted = { agents: 6, steps: 10, memory: 4, model: 'scripted:copy', embedder: 'hash', seed: 3 }

/** The page that a folder of runs was given. */
export const pageAt = (folder: string) => readFileSync(join(folder, 'report.html'), 'utf8')

/** Runs a small pair as a user would: two systems, three replicates, one cell; the folder. */
export async function realPair(): Promise<string> {
  const out = newFolder('pair')
  const options = Object.entries({ ...scripted, mirror: 0.2, neighbors: 3, replicates: 3 })
  const flags = options.flatMap(([name, value]) => [`--${name}`, String(value)])
  return succeeded(out, await silotwin('pair', ...flags, '--out', out))
}

/** Runs a small sweep of both systems in four cells, and makes its report; the folder. */
export async function realSweep(): Promise<string> {
  const out = newFolder('sweep')
  const file = join(dirname(out), 'grid.yaml')
  const grid = { ...scripted, system: ['gmm', 'llm'], mirror: [0.2, 0.5], neighbors: [1, 5], replicates: 2 }
  writeFileSync(file, stringify(grid))
  succeeded(out, await silotwin('sweep', file, '--out', out))
  return succeeded(out, await silotwin('report', out))
}

function succeeded(folder: string, { code, err }: { readonly code: number; readonly err: string }): string {
  if (code !== 0) throw new Error(`expected the command to succeed, got ${code}: ${err}`)
  return folder
}
