import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const source = fileURLToPath(new URL('../src/', import.meta.url))

/** Which rooms a room may import from, besides itself. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  core: [],
  sim: ['core'],
  gmm: ['core', 'sim'],
  chain: ['core', 'sim'],
  voter: ['core', 'sim'],
  trace: ['core', 'storage'],
  llm: ['core', 'sim', 'trace'],
  design: ['core', 'gmm', 'llm'],
  metrics: ['core', 'trace', 'statistics'],
  statistics: ['core'],
  compare: ['core', 'metrics', 'statistics'],
  export: ['core', 'metrics', 'trace'],
  report: ['core', 'llm', 'trace', 'metrics', 'compare', 'export'],
  paper: ['core', 'chain', 'design', 'trace', 'metrics', 'statistics', 'report'],
  storage: ['core'],
  weights: ['core', 'storage'],
  experiment: ['core', 'sim', 'design', 'storage', 'trace', 'metrics'],
  audit: ['core', 'sim', 'trace', 'llm'],
  plan: ['core', 'design'],
  released: ['core', 'llm', 'trace'],
  adapters: ['core', 'gmm', 'llm', 'storage', 'trace', 'design', 'weights'],
}

/** Rooms without input, output, clock or console. */
const pure = [
  'core',
  'sim',
  'gmm',
  'chain',
  'voter',
  'llm',
  'design',
  'metrics',
  'statistics',
  'compare',
  'export',
  'report',
  'audit',
  'plan',
  'paper',
]
const impure =
  /\b(Math\.random|Date\.now|new Date\(\)|performance\.now|console\.|process\.)|from 'node:(fs|http|https|net|child_process|worker_threads)/

const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && statSync(join(source, name)).isFile())
  .sort()
const roomOf = (name: string) => (name.includes('/') ? name.split('/')[0] : 'edge')

function importedRooms(name: string): string[] {
  const text = readFileSync(join(source, name), 'utf8')
  const paths = [...text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map((match) => match[1])
  return paths.map((path) => roomOf(relative(source, resolve(source, dirname(name), path))))
}

describe('the rooms', () => {
  it.each(files)('%s imports only what lies further in', (name) => {
    const room = roomOf(name)
    if (room === 'edge' || room === 'commands') return
    const allowed = [room, ...(arrows[room] ?? [])]
    for (const imported of importedRooms(name)) expect(allowed).toContain(imported)
  })

  it.each(files.filter((name) => pure.includes(roomOf(name))))('%s is pure', (name) => {
    const text = readFileSync(join(source, name), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
    expect(text.match(impure)?.[0] ?? 'nothing impure').toBe('nothing impure')
  })

  it('are all listed', () => {
    const rooms = new Set(files.map(roomOf))
    expect([...rooms].sort()).toEqual([...Object.keys(arrows), 'commands', 'edge'].sort())
  })
})
