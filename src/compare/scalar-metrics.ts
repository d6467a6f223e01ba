import { convergenceTime, type TimeTo } from '../core/silo-path.ts'
import { mean } from '../statistics/moments.ts'
import type { ComparedRun } from './ensemble.ts'

/** A number of a run that is averaged over replicates. */
export interface ScalarMetric<Run> {
  /** For sentences. */
  readonly label: string
  /** A difference that nobody would call one, in the metric's units: no default margin is smaller. */
  readonly resolution: number
  /** Its value up to a horizon; null where the run does not determine it. */
  readonly of: (run: Run, horizon: number) => number | null
}

/** What the primary metrics need of a run; on another clock it is made anew. */
export type RunCurves = Pick<ComparedRun, 'siloCount' | 'effectiveSilos'>

export const finalSiloCount: ScalarMetric<RunCurves> = {
  label: 'final number of silos',
  resolution: 0.5,
  of: (run, horizon) => run.siloCount[horizon],
}

export const restrictedMeanConvergence: ScalarMetric<RunCurves> = {
  label: 'restricted mean convergence time',
  resolution: 1,
  of: (run, horizon) => {
    const time = timeUpTo(run, horizon)
    return 'at' in time ? time.at : time.notBy
  },
}

/** The mean over time of effective silos, times without a silo left out. */
export const meanEffectiveSilos: ScalarMetric<RunCurves> = {
  label: 'mean effective silos',
  resolution: 0.5,
  of: (run, horizon) => meanOfKnown(run.effectiveSilos.slice(0, horizon + 1)),
}

/** Means that are reported and do not decide: the one place to add one. */
export const secondaryMetrics: Readonly<Record<string, ScalarMetric<ComparedRun>>> = {
  finalLargestShare: {
    label: 'final share of the largest silo',
    resolution: 0.05,
    of: (run, horizon) => run.largestShare[horizon],
  },
  meanSwitchRate: {
    label: 'mean switch rate',
    resolution: 0.01,
    of: (run, horizon) => meanOfKnown(run.switchRate.slice(0, horizon)),
  },
  timeOfLastChange: {
    label: 'time of the last silo change',
    resolution: 1,
    of: (run, horizon) => {
      const last = run.switchRate.slice(0, horizon).findLastIndex((rate) => rate > 0)
      return last < 0 ? 0 : last + 1
    },
  },
}

/** t* judged at an earlier horizon. */
export const timeUpTo = (run: Pick<RunCurves, 'siloCount'>, horizon: number): TimeTo =>
  convergenceTime(run.siloCount.slice(0, horizon + 1))

function meanOfKnown(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : mean(known)
}
