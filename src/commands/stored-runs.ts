import { type ComparedRun, type Ensemble, ensembleOf } from '../compare/ensemble.ts'
import { compareSeveral, type SeveralComparison } from '../compare/several.ts'
import type { ComparisonSpec } from '../compare/spec.ts'
import { badInput, InputError } from '../core/errors.ts'
import { keepsMetricsAlone, metricsAt } from '../experiment/run-folder.ts'
import { measureRun, type RunMetrics } from '../metrics/run-metrics.ts'
import { findRuns, readHeader, readRun, type StoredRun } from '../trace/read-run.ts'
import { plain, say } from './output.ts'

/** The runs below a folder that have at least one step; the others are named on stderr. */
export function storedRuns(folder: string): StoredRun[] {
  const { runs, withoutTrace } = tracedRuns(folder)
  if (withoutTrace > 0) say(`${folder}: ${withoutTrace} runs keep their metrics and no steps, left out`)
  for (const run of runs) if (run.steps.length === 0) leaveOut(run.folder)
  return runs.filter((run) => run.steps.length > 0)
}

/** The runs below a folder, also those without a step yet, and the number of those that keep their metrics alone. */
export function tracedRuns(folder: string): { readonly runs: StoredRun[]; readonly withoutTrace: number } {
  const folders = findRuns(folder)
  const traced = folders.filter((run) => !keepsMetricsAlone(run))
  return { runs: traced.map((run) => readRun(run)), withoutTrace: folders.length - traced.length }
}

/** The metrics of all runs below some folders, from their traces or as the runs kept them. */
export function storedMetrics(folders: readonly string[]): RunMetrics[] {
  return folders.flatMap(findRuns).flatMap((folder) => {
    const metrics = metricsAt(folder)
    if (metrics === null) leaveOut(folder)
    return metrics ?? []
  })
}

function leaveOut(folder: string): void {
  const { failure } = readHeader(folder)
  say(`${folder}: holds no step${failure === undefined ? ' yet' : `: ${plain(failure)}`}, left out`)
}

/**
 * The ensemble that an argument of `compare` names: a folder of runs of one system, or `FOLDER#SYSTEM`
 * where it holds several.
 *
 * @param window steps over which final patterns are judged
 * @param known runs that are in memory already, by their folders
 */
export function ensembleAt(
  argument: string,
  window?: number,
  known: ReadonlyMap<string, StoredRun> = new Map(),
): Ensemble {
  const { folder, system } = folderAndSystem(argument)
  const folders = findRuns(folder)
  const systems = [...new Set(folders.map((run) => readHeader(run).design.system))]
  const chosen = system === null ? folders : folders.filter((run) => readHeader(run).design.system === system)
  if (chosen.length === 0)
    throw badInput(argument, system, systems.map((name) => `${folder}#${name}`).join(', '))
  const runs = chosen.flatMap((run) => comparedRun(run, known.get(run) ?? null, window) ?? [])
  if (runs.length === 0)
    throw new InputError(`${argument}: no run has a step yet; accepted: runs with one or more`)
  return ensembleOf(argument, runs)
}

/**
 * The language models of a folder against their twin, and against every other system there.
 *
 * @param read runs of the folder that are in memory already, and are not read once more
 */
export function comparisonWithin(
  folder: string,
  spec: ComparisonSpec,
  read: readonly StoredRun[] = [],
): SeveralComparison {
  const known = new Map(read.map((run) => [run.folder, run]))
  const systems = [...new Set(findRuns(folder).map((run) => readHeader(run).design.system))]
  const others = systems.filter((system) => system !== 'llm' && system !== 'gmm')
  const [model, twin, ...further] = ['llm', 'gmm', ...others].map((system) =>
    ensembleAt(`${folder}#${system}`, spec.window, known),
  )
  return compareSeveral(model, twin, further, spec)
}

/** `FOLDER` or `FOLDER#SYSTEM`. */
export function folderAndSystem(argument: string): {
  readonly folder: string
  readonly system: string | null
} {
  const [, folder, system] = /^(.*?)(?:#([a-z-]+))?$/s.exec(argument) ?? []
  return { folder, system: system ?? null }
}

/** A run with its metrics and, where it has kept a trace, the silos of all agents; null without a step. */
function comparedRun(folder: string, known: StoredRun | null, window?: number): ComparedRun | null {
  const kept = known === null && keepsMetricsAlone(folder)
  const run = kept ? null : (known ?? readRun(folder))
  if (run !== null && run.steps.length > 0) {
    return { ...measureRun(run, window), path: run.steps.map(({ silos }) => silos) }
  }
  const metrics = kept ? metricsAt(folder) : null
  if (metrics === null) leaveOut(folder)
  return metrics
}
