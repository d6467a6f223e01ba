import type { Ensemble } from '../compare/ensemble.ts'
import { ensembleOf } from '../compare/ensemble.ts'
import { badInput } from '../core/errors.ts'
import { keepsMetricsAlone, metricsAt } from '../experiment/run-folder.ts'
import type { RunMetrics } from '../metrics/run-metrics.ts'
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
 */
export function ensembleAt(argument: string): Ensemble {
  const [, folder, system] = /^(.*?)(?:#([a-z-]+))?$/s.exec(argument) ?? []
  const runs = storedMetrics([folder])
  if (system === undefined) return ensembleOf(folder, runs)
  const chosen = runs.filter((run) => run.system === system)
  const systems = [...new Set(runs.map((run) => run.system))]
  if (chosen.length === 0)
    throw badInput(argument, system, systems.map((name) => `${folder}#${name}`).join(', '))
  return { label: argument, runs: chosen }
}
