import type { Ensemble } from '../compare/ensemble.ts'
import { ensembleOf } from '../compare/ensemble.ts'
import { badInput } from '../core/errors.ts'
import { measureRun, type RunMetrics } from '../metrics/run-metrics.ts'
import { findRuns, readRun, type StoredRun } from '../trace/read-run.ts'
import { say } from './output.ts'

/** The runs below some folders that have at least one step; the others are named on stderr. */
export function storedRuns(folders: readonly string[], what: 'silos' | 'everything'): StoredRun[] {
  const runs = folders.flatMap(findRuns).map((folder) => readRun(folder, what))
  for (const run of runs) if (run.steps.length === 0) say(`${run.folder}: holds no step yet, left out`)
  return runs.filter((run) => run.steps.length > 0)
}

/** The metrics of all runs below some folders. */
export function storedMetrics(folders: readonly string[]): RunMetrics[] {
  return storedRuns(folders, 'silos').map(measureRun)
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
