import type { SiloPath } from '../core/silo-path.ts'
import type { RunMetrics } from '../metrics/run-metrics.ts'

/** Mean weight of every mixture component over the agents, by time and component; each time sums to 1. */
export type MeanWeights = readonly (readonly number[])[]

/** A run as figures see it: one with at least one time. */
export interface CellRun {
  readonly path: SiloPath
  readonly metrics: RunMetrics
  /** null where the run has none, or they are not known. */
  readonly weights: MeanWeights | null
}

/** What a series is called. */
export interface SeriesName {
  /** Unique on the page; fit for an element id. */
  readonly key: string
  readonly system: string
  /** Its heading: the system, with what sets it apart where there are several of it. */
  readonly label: string
}

/** The replicates of a series in one cell, by replicate. */
export interface Ensemble<Run extends CellRun = CellRun> {
  readonly series: SeriesName
  readonly runs: readonly [Run, ...Run[]]
  /** The run that is drawn by itself; null where there is none of the replicate that is shown. */
  readonly shown: Run | null
  /** Its steps that make one of the time axis: 1, unless clocks are rescaled. */
  readonly pace: number
}

/** The runs of all series with one mirror probability and one number of neighbors. */
export interface Cell<Run extends CellRun = CellRun> {
  /** Unique on the page; fit for an element id and a file name. */
  readonly id: string
  readonly mirror: number
  readonly neighbors: number
  /** The largest T among its runs: time runs over 0 … steps. */
  readonly steps: number
  /** The largest number of agents among its runs. */
  readonly agents: number
  readonly ensembles: readonly Ensemble<Run>[]
  /**
   * The pace of every ensemble on a clock that makes them alike, as the comparison of the cell found it; null
   * where none is known. Not applied: `pace` is what is drawn.
   */
  readonly rescaledPaces: readonly number[] | null
}

/** All cells of an experiment: what figures over the grid are drawn from. */
export interface CellGrid {
  readonly cells: readonly Cell[]
}
