import type { Serving } from '../adapters/serving.ts'
import { type Design, recordedDesign, resolveDesign, type SystemName } from '../design/design.ts'
import type { DesignInput } from '../design/fields.ts'
import { claimFolder } from '../experiment/experiment-folder.ts'
import { mayChange } from '../experiment/mixing.ts'
import { runReplicate } from '../experiment/run-replicate.ts'
import { openBackends } from './backends.ts'
import type { Mode } from './experiment-options.ts'
import { interruption } from './interruption.ts'
import type { Workshop } from './plain-workshop.ts'
import { startProgress } from './progress.ts'
import { runPlain } from './run-plain.ts'
import { type RunResult, throwFailure } from './run-result.ts'
import { openWorkshop } from './workshop.ts'

/** An experiment as a command asks for it. */
export interface ExperimentRequest {
  readonly command: string
  readonly systems: readonly SystemName[]
  readonly input: DesignInput
  readonly folder: string
  /** Calls to a language model in flight. */
  readonly concurrency: number
  readonly mode: Mode
  readonly serving: Serving
  /** Threads of the systems that compute by themselves. */
  readonly workers: number
  /** Whether steps are kept. */
  readonly trace: boolean
  /** Whether runs may go on with another model, prompt, corpus or embedder. */
  readonly allowMixed: boolean
}

/** What came of it. */
export interface ExperimentResult {
  readonly completed: number
  /** Runs that were complete before. */
  readonly there: number
  readonly stopped: boolean
}

/**
 * Runs all replicates of all systems into a folder, or those that are missing. Everything that can be
 * wrong with the input is found before the folder is touched.
 */
export async function runExperiment(request: ExperimentRequest): Promise<ExperimentResult> {
  const { command, systems, input, folder, allowMixed } = request
  const replicates = input.replicates ?? 1
  const designs = systems.map((system): Design => resolveDesign(system, input))
  const backends = openBackends(request)
  const workshops: Workshop[] = []
  const stop = interruption()
  const result = { completed: 0, there: 0, stopped: false }
  try {
    for (const design of designs) workshops.push(await openWorkshop(design, backends))
    const recorded = designs.map((design) => ({ ...recordedDesign(design) }))
    await claimFolder(folder, { command, designs: recorded, replicates }, allowMixed ? mayChange : undefined)
    for (const workshop of workshops) {
      for (const outcome of await runAll(workshop, request, stop.signal)) {
        if (outcome.kind === 'there') result.there++
        if (outcome.kind === 'completed') result.completed++
        if (outcome.kind === 'failed' || outcome.kind === 'elsewhere') throwFailure(outcome)
      }
    }
  } finally {
    stop.release()
    await backends.close()
  }
  const missing = designs.length * replicates - result.completed - result.there
  return { ...result, stopped: stop.signal.aborted && missing > 0 }
}

/** Runs the replicates of one system, under one line of progress. */
async function runAll(
  workshop: Workshop,
  request: ExperimentRequest,
  stop: AbortSignal,
): Promise<RunResult[]> {
  const { design } = workshop
  const { folder, trace, workers, allowMixed } = request
  const replicates = Array.from({ length: request.input.replicates ?? 1 }, (_, replicate) => replicate)
  const progress = startProgress(design.system, replicates.length * (design.steps + 1), 'steps')
  try {
    if (design.system !== 'llm') {
      const jobs = replicates.map((replicate) => ({ design, replicate }))
      const onProgress = (done: { readonly steps: number }) => progress.update(done.steps)
      return await runPlain(jobs, { folder, trace, workers, stop, onProgress })
    }
    let steps = 0
    const onStep = () => progress.update(++steps)
    const results: RunResult[] = []
    for (const replicate of replicates) {
      if (stop.aborted) break
      const surroundings = { folder, trace, allowMixed, stop, onStep, now: () => new Date() }
      results.push(await runReplicate(workshop.job(replicate), surroundings))
    }
    return results
  } finally {
    progress.stop()
  }
}
