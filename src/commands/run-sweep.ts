import { join } from 'node:path'
import type { Serving } from '../adapters/serving.ts'
import { loadCorpus, loadPrompt } from '../adapters/text-files.ts'
import type { Design, LlmDesign } from '../design/design.ts'
import { claimFolder } from '../experiment/experiment-folder.ts'
import { type Grid, type GridJob, jobsOf } from '../experiment/grid.ts'
import { completeHeader, isDone, metricsAt } from '../experiment/run-folder.ts'
import { runIdentity } from '../experiment/run-identity.ts'
import { newRun } from '../experiment/run-replicate.ts'
import type { RunMetrics } from '../metrics/run-metrics.ts'
import { groupBy } from '../report/group-by.ts'
import { interruption } from './interruption.ts'
import { openPlainWorkshop, type Workshop } from './plain-workshop.ts'
import { startProgress } from './progress.ts'
import { runLlm } from './run-llm.ts'
import { runPlain } from './run-plain.ts'
import { failureOf, type PlainJob, type RunResult } from './run-worker.ts'

/** A sweep as the command asks for it. */
export interface SweepRequest {
  readonly grid: Grid
  readonly folder: string
  readonly trace: boolean
  /** Threads for the systems that compute by themselves. */
  readonly workers: number
  /** Calls to a language model in flight. */
  readonly concurrency: number
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
 * after the other. A run that fails is recorded and stops no other.
 *
 * @throws InputError before anything is written, where a file of the grid is not there or the folder is taken
 */
export async function runSweep(request: SweepRequest): Promise<SweepResult> {
  const { grid, folder } = request
  const jobs = jobsOf(grid)
  const plainWorkshops = openAll(grid.designs)
  claimFolder(folder, { command: 'sweep', designs: [grid.given], replicates: grid.replicates })
  const stop = interruption()
  try {
    const results = new Map<GridJob, RunResult>()
    for (const job of jobs) {
      const found = lookUp(job, plainWorkshops.get(job.design) ?? null, folder)
      if (found !== null) results.set(job, found)
    }
    const missing = jobs.filter((job) => !results.has(job))
    await runMissing(missing, request, stop.signal, (job, result) => results.set(job, result))
    const runs = jobs.map((job) => sweptRun(job, results.get(job) ?? { kind: 'stopped' }, folder))
    return { runs, interrupted: stop.signal.aborted }
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
    loadPrompt(design.prompt)
    loadCorpus(design.corpus)
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
    const there =
      workshop === null ? completeHeader(place) !== null : isDone(place, newRun(workshop.job(replicate)))
    return there ? { kind: 'there' } : null
  } catch (error) {
    return failureOf(error)
  }
}

async function runMissing(
  missing: readonly GridJob[],
  request: SweepRequest,
  stop: AbortSignal,
  record: (job: GridJob, result: RunResult) => void,
): Promise<void> {
  const plain = missing.filter((job): job is PlainJob => job.design.system !== 'llm')
  const runs = startProgress('runs', plain.length, 'runs')
  try {
    const onProgress = (done: { readonly runs: number }) => runs.update(done.runs)
    const results = await runPlain(plain, { ...request, stop, onProgress })
    for (const [i, job] of plain.entries()) record(job, results[i])
  } finally {
    runs.stop()
  }

  const llm = missing.filter(
    (job): job is GridJob & { readonly design: LlmDesign } => job.design.system === 'llm',
  )
  const steps = startProgress(
    'llm',
    llm.reduce((sum, { design }) => sum + design.steps + 1, 0),
    'steps',
  )
  let done = 0
  const onStep = () => steps.update(++done)
  try {
    for (const [design, own] of groupBy(llm, (job) => job.design)) {
      const replicates = own.map((job) => job.replicate)
      const results = await runLlm(design, replicates, { ...request, stop, onStep })
      for (const [i, job] of own.entries()) record(job, results[i])
    }
  } finally {
    steps.stop()
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
      return { ...job, result, metrics: null }
  }
}
