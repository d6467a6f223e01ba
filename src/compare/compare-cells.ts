import type { Stream } from '../core/random.ts'
import { convergenceTime } from '../core/silo-path.ts'
import type { RunMetrics } from '../metrics/run-metrics.ts'
import { curveOf, meanOf, resampleIndices } from './bootstrap.ts'
import type { CellComparison, CurveComparison, MeanComparison } from './comparison.ts'
import type { Cell } from './ensemble.ts'

/** How intervals are made. */
export interface Resampling {
  readonly level: number
  readonly resamples: number
  readonly stream: Stream
}

type Series = readonly (number | null)[]

/** Two samples of curves with the resamples that all of their statistics share. */
interface Samples {
  readonly a: readonly Uint32Array[]
  readonly b: readonly Uint32Array[]
}

/** Compares the runs of one cell that two ensembles share, up to the last time that all of them reach. */
export function compareCell(a: Cell, b: Cell, resampling: Resampling): CellComparison {
  const runs = [...a.runs, ...b.runs]
  const horizon = Math.min(...runs.map((run) => run.siloCount.length - 1))
  const pairs = pairedBySchedule(a.runs, b.runs) ? a.runs.length : 0
  const samples = drawSamples(a.runs.length, b.runs.length, pairs > 0, resampling)
  const compare = (statistic: (run: RunMetrics) => Series) =>
    compareCurves(a.runs.map(statistic), b.runs.map(statistic), samples, resampling.level)
  return {
    mirror: a.mirror,
    neighbors: a.neighbors,
    runs: { a: a.runs.length, b: b.runs.length },
    pairs,
    horizon,
    censored: { a: censored(a.runs, horizon), b: censored(b.runs, horizon) },
    metrics: {
      finalSiloCount: onlyPoint(compare((run) => [run.siloCount[horizon]])),
      restrictedMeanConvergence: onlyPoint(compare((run) => [restrictedTime(run, horizon)])),
      trajectory: { effectiveSilos: compare((run) => run.effectiveSilos.slice(0, horizon + 1)) },
    },
    notes: notesOn(runs, a, b, horizon),
  }
}

/** Whether each run of one ensemble has its partner in the other: the same seed and replicate. */
function pairedBySchedule(a: readonly RunMetrics[], b: readonly RunMetrics[]): boolean {
  const same = (x: RunMetrics, y: RunMetrics) =>
    x.seed !== null && x.seed === y.seed && x.replicate === y.replicate && x.agents === y.agents
  return a.length === b.length && a.every((run, i) => same(run, b[i]))
}

function drawSamples(
  sizeA: number,
  sizeB: number,
  paired: boolean,
  { resamples, stream }: Resampling,
): Samples {
  const a = resampleIndices(sizeA, sizeA > 1 ? resamples : 0, stream)
  return { a, b: paired ? a : resampleIndices(sizeB, sizeB > 1 ? resamples : 0, stream) }
}

function compareCurves(
  a: readonly Series[],
  b: readonly Series[],
  samples: Samples,
  level: number,
): CurveComparison {
  const meansA = samples.a.map((sample) => meanCurve(a, sample))
  const meansB = samples.b.map((sample) => meanCurve(b, sample))
  const wholeA = meanCurve(a, a.keys())
  const wholeB = meanCurve(b, b.keys())
  const both = meansA.length > 0 && meansB.length > 0
  const differences = both ? meansA.map((curve, i) => minus(meansB[i], curve)) : []
  return {
    a: curveOf(wholeA, meansA, level),
    b: curveOf(wholeB, meansB, level),
    difference: curveOf(minus(wholeB, wholeA), differences, level),
  }
}

function meanCurve(curves: readonly Series[], sample: Iterable<number>): Series {
  const chosen = Array.from(sample, (i) => curves[i])
  return chosen[0].map((_, t) => meanOf(chosen.map((curve) => curve[t])))
}

const minus = (b: Series, a: Series): Series =>
  b.map((value, t) => {
    const other = a[t]
    return value === null || other === null ? null : value - other
  })

function onlyPoint({ a, b, difference }: CurveComparison): MeanComparison {
  const point = (curve: CurveComparison['a']) => {
    const [lower] = curve.lower
    const [upper] = curve.upper
    const interval = lower === null || upper === null ? null : ([lower, upper] as const)
    return { estimate: curve.estimate[0], interval }
  }
  return { a: point(a), b: point(b), difference: point(difference) }
}

/** min(t*, horizon): what the restricted mean averages. */
function restrictedTime(run: RunMetrics, horizon: number): number {
  const time = timeUpTo(run, horizon)
  return 'at' in time ? time.at : time.notBy
}

/** t* judged at an earlier horizon. */
const timeUpTo = (run: RunMetrics, horizon: number) => convergenceTime(run.siloCount.slice(0, horizon + 1))

const censored = (runs: readonly RunMetrics[], horizon: number) =>
  runs.filter((run) => 'notBy' in timeUpTo(run, horizon)).length

function notesOn(runs: readonly RunMetrics[], a: Cell, b: Cell, horizon: number): string[] {
  const notes: string[] = []
  const ends = [...new Set(runs.map((run) => run.siloCount.length - 1))].sort((x, y) => x - y)
  if (ends.length > 1) notes.push(`Runs end at t = ${ends.join(', ')}; all are judged up to t = ${horizon}.`)
  const sizes = [...new Set(runs.map((run) => run.agents))]
  if (sizes.length > 1) notes.push(`Numbers of agents differ: ${sizes.join(', ')}.`)
  const faults = runs.reduce((sum, run) => sum + run.faults, 0)
  if (faults > 0) notes.push(`Answers that name no silo: ${faults}.`)
  const unfinished = runs.filter((run) => !run.complete).length
  if (unfinished > 0) notes.push(`Runs that are not complete: ${unfinished}.`)
  for (const [label, cell] of [
    ['a', a],
    ['b', b],
  ] as const) {
    if (cell.runs.length === 1) notes.push(`One replicate only in ${label}: no interval can be given.`)
    const memories = new Set(cell.runs.map((run) => run.memory))
    if (memories.size > 1) notes.push(`Runs of ${label} with different memory sizes are taken together.`)
  }
  return notes
}
