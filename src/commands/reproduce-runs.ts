import { join } from 'node:path'
import { scheduleOf } from '../core/schedule.ts'
import { type GmmDesign, resolveDesign } from '../design/design.ts'
import { metricsAt } from '../experiment/run-folder.ts'
import { runIdentity } from '../experiment/run-identity.ts'
import { gmmSystem } from '../gmm/gmm-system.ts'
import { measureRun, type RunMetrics } from '../metrics/run-metrics.ts'
import type { MadeRuns, PaperFigure, WantedRuns } from '../paper/paper-figure.ts'
import type { CellRun } from '../report/cell.ts'
import { simulate } from '../sim/simulate.ts'
import { readRun } from '../trace/read-run.ts'
import { mixtureWeights } from './mixture-weights.ts'
import type { PlainDesign } from './plain-workshop.ts'
import { startProgress } from './progress.ts'
import { runPlain } from './run-plain.ts'
import { type RunResult, throwFailure } from './run-result.ts'
import type { PlainJob } from './run-worker.ts'

/** How the runs of a figure are made. */
export interface PaperRuns {
  /** Runs that keep their metrics lie in `runs/`, those that are drawn in `shown/`. */
  readonly folder: string
  readonly replicates: number
  readonly seed: number
  readonly workers: number
  readonly stop: AbortSignal
}

/**
 * Makes the runs of a figure, or what is missing of them.
 *
 * @returns null where it was stopped
 * @throws FailureError where a run fails
 */
export async function runsOf(
  figure: PaperFigure,
  options: PaperRuns,
): Promise<ReadonlyMap<string, MadeRuns> | null> {
  const designs = new Map(figure.runs.map((wanted) => [wanted, designOf(wanted, options.seed)]))
  const replicates = Array.from({ length: options.replicates }, (_, replicate) => replicate)
  const of = (wanted: WantedRuns) => designs.get(wanted) ?? designOf(wanted, options.seed)
  const jobs = figure.runs.flatMap((wanted) =>
    replicates.map((replicate): PlainJob => ({ design: of(wanted), replicate })),
  )
  const metrics = await metricsOf(figure.id, jobs, options)
  const looked = figure.runs.filter(({ look }) => look !== 'metrics')
  const shown = await shownRuns(
    looked.map((wanted): PlainJob => ({ design: of(wanted), replicate: 0 })),
    options,
  )
  if (metrics === null || shown === null) return null
  const made = new Map<string, MadeRuns>()
  for (const [place, wanted] of figure.runs.entries()) {
    const design = of(wanted)
    const largestSpreads =
      wanted.look === 'spreads' && design.system === 'gmm'
        ? await spreadsOf(design, replicates, options.stop)
        : []
    if (largestSpreads === null) return null
    const folder = looked.includes(wanted) ? shown[looked.indexOf(wanted)] : null
    made.set(wanted.name, {
      metrics: metrics.slice(place * replicates.length, (place + 1) * replicates.length),
      shown: folder === null ? null : await shownRun(folder, wanted.look === 'weights'),
      largestSpreads,
    })
  }
  return made
}

function designOf({ system, design }: WantedRuns, seed: number): PlainDesign {
  return resolveDesign(system, { ...design, seed })
}

/** The metrics of all jobs, in their order. */
async function metricsOf(
  label: string,
  jobs: readonly PlainJob[],
  { folder, workers, stop }: PaperRuns,
): Promise<readonly RunMetrics[] | null> {
  const place = join(folder, 'runs')
  const progress = startProgress(label, jobs.length, 'runs')
  try {
    const onProgress = (done: { readonly runs: number }) => progress.update(done.runs)
    const results = await runPlain(jobs, { folder: place, trace: false, workers, stop, onProgress })
    if (wasStopped(results)) return null
    return results.flatMap((result, i) => {
      const found =
        result.kind === 'completed'
          ? result.metrics
          : metricsAt(join(place, runIdentity(jobs[i].design, jobs[i].replicate)))
      return found ?? []
    })
  } finally {
    progress.stop()
  }
}

/** The folders of runs with their steps. */
async function shownRuns(
  jobs: readonly PlainJob[],
  { folder, workers, stop }: PaperRuns,
): Promise<readonly string[] | null> {
  const place = join(folder, 'shown')
  const results = await runPlain(jobs, { folder: place, trace: true, workers, stop, onProgress: () => {} })
  if (wasStopped(results)) return null
  return jobs.map(({ design, replicate }) => join(place, runIdentity(design, replicate)))
}

/** @throws FailureError where one has failed */
function wasStopped(results: readonly RunResult[]): boolean {
  for (const result of results) if (result.kind === 'failed') throwFailure(result)
  return results.some(({ kind }) => kind === 'stopped')
}

async function shownRun(folder: string, withWeights: boolean): Promise<CellRun> {
  const run = readRun(folder)
  return {
    path: run.steps.map(({ silos }) => silos),
    metrics: measureRun(run),
    weights: withWeights ? await mixtureWeights(run) : null,
  }
}

/** The largest standard deviation of any component of any agent, by replicate and time; null where stopped. */
async function spreadsOf(
  design: GmmDesign,
  replicates: readonly number[],
  stop: AbortSignal,
): Promise<readonly (readonly number[])[] | null> {
  const progress = startProgress('spreads', replicates.length, 'runs')
  const all: (readonly number[])[] = []
  try {
    for (const replicate of replicates) {
      const system = gmmSystem(design, replicate)
      const { mixtures } = system
      const largest = () =>
        Math.max(...Array.from({ length: mixtures.size }, (_, agent) => Math.max(...mixtures.spreads(agent))))
      const own = [largest()]
      // What was learnt on the way to the next time is in the mixtures already.
      for await (const { t } of simulate(system, design, scheduleOf(design, replicate)))
        if (t < design.steps) own.push(largest())
      all.push(own)
      progress.update(all.length)
      // Lets Ctrl+C be heard.
      await new Promise((heard) => setImmediate(heard))
      if (stop.aborted) return null
    }
    return all
  } finally {
    progress.stop()
  }
}
