import { groupBy } from '../core/group-by.ts'
import type { SiloPath } from '../core/silo-path.ts'
import { measureRun, type RunMetrics } from '../metrics/run-metrics.ts'
import type { StoredRun } from '../trace/read-run.ts'
import type { Series } from './series.ts'

/** A run with at least one time, and what it measures. */
export interface MeasuredRun {
  readonly run: StoredRun
  readonly path: SiloPath
  readonly metrics: RunMetrics
}

/** The replicates of a series in one cell, by replicate. */
export interface Ensemble {
  readonly series: Series
  readonly runs: readonly [MeasuredRun, ...MeasuredRun[]]
}

/** The runs of all series with one mirror probability and one number of neighbors. */
export interface Cell {
  /** Unique on the page; fit for an element id and a file name. */
  readonly id: string
  readonly mirror: number
  readonly neighbors: number
  /** The largest T among its runs: time runs over 0 … steps. */
  readonly steps: number
  /** The largest number of agents among its runs. */
  readonly agents: number
  readonly ensembles: readonly Ensemble[]
}

/** The cells of the series, by mirror probability and then neighbors; runs without a time are left out. */
export function cellsOf(series: readonly Series[]): readonly Cell[] {
  const measured = series.flatMap((one) =>
    one.runs.filter(({ steps }) => steps.length > 0).map((run) => ({ series: one, ...measure(run) })),
  )
  const groups = groupBy(measured, ({ metrics }) => `mirror-${metrics.mirror}-neighbors-${metrics.neighbors}`)
  const cells = [...groups].map(([id, members]) => {
    const { mirror, neighbors } = members[0].metrics
    const ensembles = [...groupBy(members, (member) => member.series)].map(
      ([of, runs]): Ensemble => ({
        series: of,
        runs: runs.sort((a, b) => a.metrics.replicate - b.metrics.replicate),
      }),
    )
    const steps = Math.max(...members.map(({ metrics }) => metrics.steps))
    const agents = Math.max(...members.map(({ metrics }) => metrics.agents))
    return { id, mirror, neighbors, steps, agents, ensembles }
  })
  return cells.sort((a, b) => a.mirror - b.mirror || a.neighbors - b.neighbors)
}

function measure(run: StoredRun): MeasuredRun {
  return { run, path: run.steps.map(({ silos }) => silos), metrics: measureRun(run) }
}
