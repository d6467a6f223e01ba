import { energyTest, pairedEnergyTest } from '../statistics/energy-distance.ts'
import { kernelTest } from '../statistics/mmd.ts'
import { simultaneousBand } from '../statistics/simultaneous-band.ts'
import { type CellPlan, type CellRuns, sizesOf } from './cell-runs.ts'
import { compareMeans, marginOf } from './compare-means.ts'
import type { TrajectoryComparison } from './comparison.ts'
import { bandInside, curveWithBand } from './curve-bands.ts'
import { largest, meanCurve, minus, type Series, vectorsOf } from './mean-curve.ts'
import type { Pending } from './pending.ts'
import { replicateNoiseOfCurves } from './replicate-noise.ts'
import { meanEffectiveSilos, type RunCurves } from './scalar-metrics.ts'
import { energyBetween, energyNoise } from './trajectory-noise.ts'
import { judge } from './verdict.ts'

/** No margin for a mean curve of effective silos is smaller than this, unless declared. */
const resolution = 0.5

/**
 * Compares whole curves of effective silos. They differ where a permutation test of the energy distance (Székely
 * and Rizzo 2013) says so; they are equivalent where the band of the mean difference, which holds at all times at
 * once, lies inside the margin at all times.
 */
export function compareTrajectories(
  runs: CellRuns<RunCurves>,
  plan: CellPlan,
): Pending<TrajectoryComparison> {
  const { spec, streamFor } = plan
  const [a, b] = [curvesOf(runs.a, runs.horizon), curvesOf(runs.b, runs.horizon)]
  const tests = testsOf(a, b, runs.paired, plan)
  const curves = curvesWithBands(a, b, sizesOf(runs), plan)
  const { margin, marginFrom } = marginOf(spec.margins.trajectory, replicateNoiseOfCurves(a), resolution)
  const inside = curves.band === null ? null : bandInside(curves.band, margin)
  const summary = compareMeans('meanEffectiveSilos', meanEffectiveSilos, runs, plan).conclude(null)
  const p = tests?.energy.pValue ?? null
  const smallestP = tests?.energy.smallestPValue ?? null
  return {
    p,
    conclude: (adjustedP) => ({
      a: summary.a,
      b: summary.b,
      difference: summary.difference,
      effectiveSilos: curves.effectiveSilos,
      largestDifference: largest(curves.effectiveSilos.difference.estimate),
      energyDistance: energyBetween(a, b),
      kernelDiscrepancy: tests?.kernel ?? null,
      p,
      adjustedP,
      smallestP,
      noiseFloor: energyNoise(a, streamFor('halves of a')),
      noiseFloorOfB: energyNoise(b, streamFor('halves of b')),
      margin,
      marginFrom,
      equivalenceInterval: inside?.interval ?? null,
      ...judge({
        equivalence: inside,
        p: adjustedP ?? p,
        smallestP,
        alpha: spec.alpha,
        sizes: sizesOf(runs),
      }),
    }),
  }
}

const curvesOf = (runs: readonly RunCurves[], horizon: number): readonly Series[] =>
  runs.map((run) => run.effectiveSilos.slice(0, horizon + 1))

function testsOf(a: readonly Series[], b: readonly Series[], paired: boolean, { spec, streamFor }: CellPlan) {
  const vectors = vectorsOf({ a, b })
  if (vectors.times === 0 || a.length < 2 || b.length < 2) return null
  const permutations = (purpose: string) => ({ resamples: spec.permutations, stream: streamFor(purpose) })
  const test = paired ? pairedEnergyTest : energyTest
  const energy = test(vectors.a, vectors.b, permutations('energy distance'))
  const kernel = kernelTest(vectors.a, vectors.b, permutations('kernel'))
  return energy === null
    ? null
    : {
        energy,
        kernel: kernel === null ? null : { squared: kernel.squaredDiscrepancy, p: kernel.pValue },
      }
}

function curvesWithBands(
  a: readonly Series[],
  b: readonly Series[],
  sizes: readonly number[],
  { spec, resamples }: CellPlan,
) {
  const replicated = {
    a: resamples.a.map((places) => meanCurve(a, places)),
    b: resamples.b.map((places) => meanCurve(b, places)),
  }
  const both = replicated.a.length > 0 && replicated.b.length > 0
  const differences = both ? replicated.a.map((curve, i) => minus(replicated.b[i], curve)) : []
  const [meanA, meanB] = [meanCurve(a), meanCurve(b)]
  const difference = minus(meanB, meanA)
  return {
    effectiveSilos: {
      a: curveWithBand(meanA, replicated.a, [a.length], spec.level),
      b: curveWithBand(meanB, replicated.b, [b.length], spec.level),
      difference: curveWithBand(difference, differences, sizes, spec.level),
    },
    band: simultaneousBand(difference, differences, sizes, 1 - 2 * spec.alpha),
  }
}
