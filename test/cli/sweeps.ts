import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { stringify } from 'yaml'
import { newFolder, silotwin } from './silotwin.ts'

/** A grid of all systems that compute by themselves, done in a second. */
export const small = {
  system: ['gmm', 'voter', 'noisy-voter', 'chain'],
  agents: 6,
  steps: 12,
  mirror: [0.2, 0.5],
  neighbors: [2, 5],
  replicates: 3,
}
export const runsOfSmall = 4 * 2 * 2 * 3

/** Writes a grid beside a folder that is not there yet. */
export function placeFor(grid: object): { readonly file: string; readonly out: string } {
  const out = newFolder()
  const file = join(dirname(out), 'grid.yaml')
  writeFileSync(file, stringify(grid))
  return { file, out }
}

export const sweep = (file: string, out: string, ...more: readonly string[]) =>
  silotwin('sweep', file, '--out', out, ...more)

/** Every file and folder below a folder: when it was last changed, and which one it is. */
export function stamps(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  return Object.fromEntries(
    ['.', ...paths].map((path) => {
      const { mtimeNs, ino, size } = statSync(join(folder, path), { bigint: true })
      return [path, `${mtimeNs} ${ino} ${size}`]
    }),
  )
}

/** The traces below a folder by their paths, byte for byte. */
export function traces(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  const found = paths.filter((path) => basename(path) === 'trace.jsonl')
  return Object.fromEntries(found.map((path) => [path, readFileSync(join(folder, path), 'latin1')]))
}

/** What run.json of a run says. */
export const header = (folder: string) => JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8'))
