import { InputError } from '../core/errors.ts'
import type { RunMetrics } from '../metrics/run-metrics.ts'

/** Runs of one system that are compared as one sample (or one sample a cell). */
export interface Ensemble {
  readonly label: string
  readonly runs: readonly RunMetrics[]
}

/** The runs of one cell of the design, by replicate. */
export interface Cell {
  readonly mirror: number
  readonly neighbors: number
  readonly runs: readonly RunMetrics[]
}

/** The cells of an ensemble, sorted by mirror probability and neighbors. */
export function cellsOf(ensemble: Ensemble): Cell[] {
  const cells = new Map<string, RunMetrics[]>()
  for (const run of ensemble.runs) {
    const address = `${run.mirror}/${run.neighbors}`
    cells.set(address, [...(cells.get(address) ?? []), run])
  }
  return [...cells.values()]
    .map((runs) => ({
      mirror: runs[0].mirror,
      neighbors: runs[0].neighbors,
      runs: runs.toSorted(byReplicate),
    }))
    .sort((a, b) => a.mirror - b.mirror || a.neighbors - b.neighbors)
}

const byReplicate = (a: RunMetrics, b: RunMetrics) =>
  a.replicate - b.replicate || a.run.localeCompare(b.run, 'en')

/** @throws InputError where the runs are of several systems: they would be mixed up */
export function ensembleOf(label: string, runs: readonly RunMetrics[]): Ensemble {
  const systems = [...new Set(runs.map((run) => run.system))]
  if (systems.length > 1) {
    const choices = systems.map((system) => `${label}#${system}`)
    throw new InputError(`${label}: holds runs of several systems; accepted: ${choices.join(', ')}`)
  }
  return { label, runs }
}
