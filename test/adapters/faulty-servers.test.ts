import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defaultPatience } from '../../src/adapters/patiently.ts'
import { defaultServing } from '../../src/adapters/serving.ts'
import { openWorkshop } from '../../src/commands/workshop.ts'
import { type LlmDesign, resolveDesign } from '../../src/design/design.ts'
import type { DesignInput } from '../../src/design/fields.ts'
import { newRun, runReplicate } from '../../src/experiment/run-replicate.ts'
import { readRun } from '../../src/trace/read-run.ts'
import { transportFile } from '../../src/trace/transport-log.ts'
import {
  type AnsweringOptions,
  type AnsweringServer,
  startAnsweringServer,
} from '../servers/answering-server.ts'
import { faultKinds } from '../servers/faults.ts'

const idleSeconds = 0.4
const concurrency = 4
const serving = {
  ...defaultServing,
  limits: { idleSeconds, loadSeconds: idleSeconds, totalSeconds: 20 },
  patience: { ...defaultPatience, firstDelay: 5, longestDelay: 40 },
}
const faults = { rate: 0.2, seed: 7, slow: idleSeconds * 2000 }

const servers: AnsweringServer[] = []
async function start(options: AnsweringOptions = {}): Promise<AnsweringServer> {
  const server = await startAnsweringServer(options)
  servers.push(server)
  return server
}

let said: string[]
beforeEach(() => {
  said = []
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0)
})
afterEach(async () => {
  vi.restoreAllMocks()
  for (const server of servers.splice(0)) await server.leave()
})

/** What of a trace is measured on this side, for some protocols. */
const timings = ['seconds', 'phases']

interface Ran {
  readonly folder: string
  /** The trace without its timings. */
  readonly trace: string
  /** Calls that the trace holds. */
  readonly calls: number
  /** Lines of the log of what calls met on their way. */
  readonly log: readonly { readonly kind: string; readonly trouble?: string; readonly message?: string }[]
}

async function run(model: string | readonly string[], change: DesignInput = {}): Promise<Ran> {
  const design: LlmDesign = resolveDesign('llm', {
    agents: 8,
    steps: 12,
    neighbors: 3,
    embedder: 'hash',
    prompt: 'begun',
    seed: 5,
    model,
    ...change,
  })
  const workshop = await openWorkshop(design, { concurrency, serving, onProgress: () => {} })
  const folder = mkdtempSync(join(tmpdir(), 'silotwin-faults-'))
  const job = workshop.job(0)
  try {
    const surroundings = {
      folder,
      trace: true,
      now: () => new Date(),
      onStep: () => {},
      stop: { aborted: false },
    }
    await runReplicate(job, surroundings)
  } finally {
    await workshop.close()
  }
  const place = join(folder, newRun(job).run)
  const { steps } = readRun(place)
  const log = join(place, transportFile)
  const lines = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []
  return {
    folder: place,
    trace: JSON.stringify(steps, (key, value) => (timings.includes(key) ? undefined : value)),
    calls: steps.flatMap(({ answers = [] }) => answers.flatMap((answer) => answer?.attempts ?? [])).length,
    log: lines.map((line) => JSON.parse(line)),
  }
}

const references = {
  ollama: ({ host }: AnsweringServer) => `ollama:${host}#fake`,
  openai: ({ host }: AnsweringServer) => `openai:http://${host}#fake`,
}

describe.each(['ollama', 'openai'] as const)('a faulty server behind %s:', (kind) => {
  it.each(['begun', 'released'])(
    'changes nothing of a run with prompt %s',
    { timeout: 120_000 },
    async (prompt) => {
      const [good, faulty] = [await start(), await start({ faults, latency: 5 })]
      const [expected, ran] = [
        await run(references[kind](good), { prompt }),
        await run(references[kind](faulty), { prompt }),
      ]
      expect(ran.trace).toBe(expected.trace)
      expect(expected.log).toEqual([])

      // The faults were there, of every kind, and each cost one more call and nothing else.
      expect([...faulty.played.keys()].sort()).toEqual([...faultKinds].sort())
      const played = [...faulty.played.values()].reduce((sum, count) => sum + count, 0)
      expect(played).toBeGreaterThan(0.12 * faulty.calls())
      expect(good.calls()).toBe(expected.calls)
      expect(ran.log.filter((line) => line.kind === 'fault').length).toBeGreaterThanOrEqual(played)
      expect(faulty.mostAtOnce()).toBeGreaterThanOrEqual(concurrency)
    },
  )
})

describe.each(['ollama', 'openai'] as const)('a server behind %s: that goes away in mid-run', (kind) => {
  it('costs waiting, no work', { timeout: 60_000 }, async () => {
    const good = await start()
    const expected = await run(references[kind](good))
    const away = 1500
    const server = await start({
      latency: 5,
      onCall(calls) {
        if (calls !== 40) return
        server.leave().then(() => setTimeout(() => server.comeBack(), away))
      },
    })
    const began = performance.now()
    const ran = await run(references[kind](server))
    expect(performance.now() - began).toBeGreaterThan(away)
    expect(ran.trace).toBe(expected.trace)
    // Lost are at most the answers that were under way when it left.
    expect(server.answered()).toBeLessThanOrEqual(expected.calls + concurrency)
    expect(ran.log.filter((line) => line.trouble === 'down').length).toBeGreaterThan(0)
    expect(said.join('')).toMatch(/no (Ollama )?server answers at .*waiting for it\n/s)
    expect(said.join('')).toMatch(/answering again, after [1-9]\d* s; nothing was lost\n$/)
  })
})
