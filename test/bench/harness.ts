import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Measured } from './measured.ts'
import { median } from './timing.ts'

/** What a run took on a server that does nothing but let time pass. */
export interface HarnessTime {
  /** From the start of the run to its last byte. */
  readonly run: number
  /** Of the whole command, the start of its process included. */
  readonly command: number
  /** calls × latency / slots: less is not possible. */
  readonly least: number
}

const latency = 20
const slots = 4
/** More calls in flight than the server has slots, so that a slot need not wait for the next one to travel. */
const concurrency = 12

const cli = fileURLToPath(new URL('../../../dist/cli.js', import.meta.url))
const slottedServer = fileURLToPath(new URL('./slotted-server.js', import.meta.url))

const agents = 30
const steps = 40

/** What the harness adds to the least time that a server with fixed latency and slots leaves: the median of runs. */
export async function harnessLine(): Promise<Measured> {
  const runs: HarnessTime[] = []
  for (let i = 0; i < 3; i++) runs.push(await harnessSeconds(agents, steps, agents - 1))
  const seconds = median(runs.map(({ run }) => run))
  const [{ least }] = runs
  return {
    name: `harness, ${agents} agents x ${steps} steps of a server with ${latency} ms and ${slots} slots`,
    seconds,
    reference: `calls x latency / slots, ${least.toFixed(2)} s`,
    ratio: least / seconds,
  }
}

/** Times the built command, running language-model agents; in seconds. */
export async function harnessSeconds(agents: number, steps: number, neighbors: number): Promise<HarnessTime> {
  const server = spawn(process.execPath, [slottedServer, `${latency}`, `${slots}`], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const folder = mkdtempSync(join(tmpdir(), 'silotwin-bench-'))
  const out = join(folder, 'out')
  const design = { agents, steps, neighbors, model: 'ollama:slotted', embedder: 'hash', concurrency, out }
  const flags = Object.entries(design).flatMap(([name, value]) => [`--${name}`, String(value)])
  try {
    const [address] = await once(server.stdout, 'data')
    const env = { ...process.env, OLLAMA_HOST: String(address).trim() }
    const start = performance.now()
    const child = spawn(process.execPath, [cli, 'run', 'llm', ...flags], {
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    const [code] = await once(child, 'exit')
    if (code !== 0) throw new Error(`the command ended with exit code ${code}`)
    return {
      run: secondsOfRun(out),
      command: (performance.now() - start) / 1000,
      least: (agents * (steps + 1) * latency) / slots / 1000,
    }
  } finally {
    server.stdin.end()
    rmSync(folder, { recursive: true })
  }
}

function secondsOfRun(out: string): number {
  const run = readdirSync(out).find((name) => name.startsWith('llm-')) ?? ''
  const { started, ended } = JSON.parse(readFileSync(join(out, run, 'run.json'), 'utf8'))
  return (Date.parse(ended) - Date.parse(started)) / 1000
}
