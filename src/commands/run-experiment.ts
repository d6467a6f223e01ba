import { type Design, resolveDesign, type SystemName } from '../design/design.ts'
import type { DesignInput } from '../design/fields.ts'
import { claimFolder } from '../experiment/experiment-folder.ts'
import { type Outcome, runReplicate } from '../experiment/run-replicate.ts'
import { fetching } from './fetching.ts'
import { interruption } from './interruption.ts'
import { startProgress } from './progress.ts'
import { openWorkshop, type Workshop } from './workshop.ts'

/** An experiment as a command asks for it. */
export interface ExperimentRequest {
  readonly command: string
  readonly systems: readonly SystemName[]
  readonly input: DesignInput
  readonly folder: string
  /** Calls to a language model in flight. */
  readonly concurrency: number
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
  const { command, systems, input, folder, concurrency } = request
  const replicates = input.replicates ?? 1
  const designs = systems.map((system): Design => resolveDesign(system, input))
  const workshops: Workshop[] = []
  const stop = interruption()
  const result = { completed: 0, there: 0, stopped: false }
  try {
    for (const design of designs)
      workshops.push(await openWorkshop(design, { concurrency, onProgress: fetching() }))
    claimFolder(folder, { command, designs: designs.map((design) => ({ ...design })), replicates })
    for (const workshop of workshops) {
      for (const outcome of await runAll(workshop, replicates, folder, stop.signal)) {
        if (outcome === 'there') result.there++
        if (outcome === 'completed') result.completed++
      }
    }
  } finally {
    stop.release()
    for (const workshop of workshops) await workshop.close()
  }
  return { ...result, stopped: stop.signal.aborted }
}

/** Runs the replicates of one system one after the other, under one line of progress. */
async function runAll(workshop: Workshop, replicates: number, folder: string, stop: AbortSignal) {
  const { design } = workshop
  const times = design.steps + 1
  const progress = startProgress(design.system, replicates * times, 'steps')
  const outcomes: Outcome[] = []
  try {
    for (let replicate = 0; replicate < replicates && !stop.aborted; replicate++) {
      const onStep = (t: number) => progress.update(replicate * times + t + 1)
      const surroundings = { folder, now: () => new Date(), onStep, stop }
      outcomes.push(await runReplicate(workshop.job(replicate), surroundings))
    }
  } finally {
    progress.stop()
  }
  return outcomes
}
