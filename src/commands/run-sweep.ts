import { join } from 'node:path'
import type { Serving } from '../adapters/serving.ts'
import type { Design } from '../design/design.ts'
import { claimFolder } from '../experiment/experiment-folder.ts'
import { type Grid, type GridJob, jobsOf } from '../experiment/grid.ts'
import { completeHeader, isDone, lockFile, metricsAt } from '../experiment/run-folder.ts'
import { runIdentity } from '../experiment/run-identity.ts'
import { newRun } from '../experiment/run-replicate.ts'
import type { RunMetrics } from '../metrics/run-metrics.ts'
import { isLocked } from '../storage/lock.ts'
import type { Mode } from './experiment-options.ts'
import { interruption } from './interruption.ts'
import { loadTexts } from './llm-texts.ts'
import { openPlainWorkshop, type Workshop } from './plain-workshop.ts'
import { runMissing } from './run-missing.ts'
import { failureOf, type RunResult } from './run-result.ts'

/** A sweep as the command asks for it. */
export interface SweepRequest {
  readonly grid: Grid
  readonly folder: string
  readonly trace: boolean
  /** Whether runs of a language model may go on with another model, prompt, corpus or embedder. */
  readonly allowMixed: boolean
  /** Threads for the systems that compute by themselves. */
  readonly workers: number
  /** Calls to a language model in flight. */
  readonly concurrency: number
  readonly mode: Mode
  readonly serving: Serving
}

/** What came of one run of a sweep. */
export interface SweptRun extends GridJob {
  readonly result: RunResult
  /** null where the run is not complete. */
  readonly metrics: RunMetrics | null
}

export interface SweepResult {
  readonly runs: readonly SweptRun[]
  readonly interrupted: boolean
}

/**
 * Runs what is missing of a grid: first what computes by itself, on worker threads, then language models one
 * after the other. A run that fails is recorded and stops no other; one that another process is writing is left
 * to it.
 *
 * @throws InputError before anything is written, where a file of the grid is not there or the folder is taken
 */
export async function runSweep(request: SweepRequest): Promise<SweepResult> {
  const { grid, folder } = request
  const jobs = jobsOf(grid)
  const plainWorkshops = openAll(grid.designs)
  await claimFolder(folder, { command: 'sweep', designs: [grid.given], replicates: grid.replicates })
  const stop = interruption()
  try {
    const results = new Map<GridJob, RunResult>()
    for (const job of jobs) {
      const found = lookUp(job, plainWorkshops.get(job.design) ?? null, folder)
      if (found !== null) results.set(job, found)
    }
    const missing = jobs.filter((job) => !results.has(job))
    await runMissing(missing, request, stop.signal, (job, result) => results.set(job, result))
    for (const [job, { kind }] of results) {
      // What another process was at when its turn came may be there by now.
      const found = kind === 'elsewhere' ? lookUp(job, plainWorkshops.get(job.design) ?? null, folder) : null
      if (found !== null) results.set(job, found)
    }
    const runs = jobs.map((job) => sweptRun(job, results.get(job) ?? { kind: 'stopped' }, folder))
    const isStopped = runs.some(({ result }) => result.kind === 'stopped')
    return { runs, interrupted: stop.signal.aborted && isStopped }
  } finally {
    stop.release()
  }
}

/** Everything that can be wrong with the files of a grid, short of opening a language model, is found here. */
function openAll(designs: readonly Design[]): Map<Design, Workshop> {
  const workshops = new Map<Design, Workshop>()
  for (const design of designs) {
    if (design.system !== 'llm') {
      workshops.set(design, openPlainWorkshop(design))
      continue
    }
    loadTexts(design)
  }
  return workshops
}

/**
 * What is there of a run; null where it is to be made. A complete run of a language model stands as it is:
 * its model is not opened to see whether it is still the same.
 */
function lookUp({ design, replicate }: GridJob, workshop: Workshop | null, folder: string): RunResult | null {
  const place = join(folder, runIdentity(design, replicate))
  try {
    if (isLocked(join(place, lockFile))) return null
    const there =
      workshop === null ? completeHeader(place) !== null : isDone(place, newRun(workshop.job(replicate)))
    return there ? { kind: 'there' } : null
  } catch (error) {
    return failureOf(error)
  }
}

function sweptRun(job: GridJob, result: RunResult, folder: string): SweptRun {
  switch (result.kind) {
    case 'completed':
      return { ...job, result, metrics: result.metrics }
    case 'there':
      return { ...job, result, metrics: metricsAt(join(folder, runIdentity(job.design, job.replicate))) }
    case 'stopped':
    case 'failed':
    case 'elsewhere':
      return { ...job, result, metrics: null }
  }
}
