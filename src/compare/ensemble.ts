import { InputError } from '../core/errors.ts'
import type { SiloPath } from '../core/silo-path.ts'
import type { RunMetrics } from '../metrics/run-metrics.ts'

/** A run with what is compared of it. */
export interface ComparedRun extends RunMetrics {
  /** The silos of all agents over time, where the run has a trace: who is with whom can be compared. */
  readonly path?: SiloPath
}

/** Runs of one system that are compared as one sample (or one sample a cell). */
export interface Ensemble {
  readonly label: string
  readonly runs: readonly ComparedRun[]
}

/** The runs of one cell of the design, by replicate. */
export interface Cell {
  readonly mirror: number
  readonly neighbors: number
  readonly runs: readonly ComparedRun[]
}

/** The cells of an ensemble, sorted by mirror probability and neighbors. */
export function cellsOf(ensemble: Ensemble): Cell[] {
  const cells = new Map<string, ComparedRun[]>()
  for (const run of ensemble.runs) {
    const address = addressOf(run)
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

/** One text for a cell of the design. */
export const addressOf = ({ mirror, neighbors }: Pick<Cell, 'mirror' | 'neighbors'>) =>
  `${mirror}/${neighbors}`

const byReplicate = (a: ComparedRun, b: ComparedRun) =>
  a.replicate - b.replicate || a.run.localeCompare(b.run, 'en')

/** @throws InputError where the runs are of several systems: they would be mixed up */
export function ensembleOf(label: string, runs: readonly ComparedRun[]): Ensemble {
  const systems = [...new Set(runs.map((run) => run.system))]
  if (systems.length > 1) {
    const choices = systems.map((system) => `${label}#${system}`)
    throw new InputError(`${label}: holds runs of several systems; accepted: ${choices.join(', ')}`)
  }
  return { label, runs }
}
