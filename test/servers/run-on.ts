import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defaultPatience } from '../../src/adapters/patiently.ts'
import { defaultServing, type Serving } from '../../src/adapters/serving.ts'
import { openBackends } from '../../src/commands/backends.ts'
import { openWorkshop } from '../../src/commands/workshop.ts'
import { resolveDesign } from '../../src/design/design.ts'
import type { DesignInput } from '../../src/design/fields.ts'
import { newRun, runReplicate } from '../../src/experiment/run-replicate.ts'
import { readRun } from '../../src/trace/read-run.ts'
import type { RunHeader } from '../../src/trace/record.ts'
import { transportFile } from '../../src/trace/transport-log.ts'

export const idleSeconds = 0.4
export const concurrency = 4

const serving: Serving = {
  ...defaultServing,
  limits: { idleSeconds, loadSeconds: idleSeconds, totalSeconds: 20 },
  patience: { ...defaultPatience, firstDelay: 5, longestDelay: 40 },
}

/** What of a trace is measured on this side, for some protocols. */
const timings = ['seconds', 'phases']

export interface Ran {
  readonly header: RunHeader
  /** The trace without its timings. */
  readonly trace: string
  /** Calls that the trace holds. */
  readonly calls: number
  /** Lines of the log of what calls met on their way. */
  readonly log: readonly { readonly kind: string; readonly trouble?: string; readonly message?: string }[]
}

/** Runs a small system on a model, as the commands do, with little patience. */
export async function runOn(model: string | readonly string[], change: DesignInput = {}): Promise<Ran> {
  const small = { agents: 8, steps: 12, neighbors: 3, embedder: 'hash', prompt: 'begun', seed: 5 }
  const design = resolveDesign('llm', { ...small, model, ...change })
  const backends = openBackends({ concurrency, mode: 'statistical', serving })
  const folder = mkdtempSync(join(tmpdir(), 'silotwin-servers-'))
  try {
    const workshop = await openWorkshop(design, backends)
    const job = workshop.job(0)
    const surroundings = {
      folder,
      trace: true,
      allowMixed: false,
      now: () => new Date(),
      onStep: () => {},
      stop: { aborted: false },
    }
    await runReplicate(job, surroundings)
    return ranIn(join(folder, newRun(job).run))
  } finally {
    await backends.close()
  }
}

function ranIn(place: string): Ran {
  const { steps, header } = readRun(place)
  const log = join(place, transportFile)
  const lines = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []
  return {
    header,
    trace: JSON.stringify(steps, (key, value) => (timings.includes(key) ? undefined : value)),
    calls: steps.flatMap(({ answers = [] }) => answers.flatMap((answer) => answer?.attempts ?? [])).length,
    log: lines.map((line) => JSON.parse(line)),
  }
}
