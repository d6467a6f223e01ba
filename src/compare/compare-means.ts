import { bcaFromReplications } from '../statistics/bca-interval.ts'
import { equivalence } from '../statistics/equivalence.ts'
import { mean } from '../statistics/moments.ts'
import { permutationTest } from '../statistics/permutation-test.ts'
import type { RandomizationTest } from '../statistics/randomization.ts'
import { correlation } from '../statistics/rank-correlation.ts'
import { signFlipTest } from '../statistics/sign-flip-test.ts'
import { differenceOfMeans } from '../statistics/two-sample-statistics.ts'
import { type CellPlan, type CellRuns, sizesOf } from './cell-runs.ts'
import type { Estimate, MeanComparison } from './comparison.ts'
import { noiseFloor } from './noise-floor.ts'
import type { Pending } from './pending.ts'
import { replicateNoise } from './replicate-noise.ts'
import type { ScalarMetric } from './scalar-metrics.ts'
import type { PrimaryName } from './spec.ts'
import { judge } from './verdict.ts'

/** Compares the means of a metric; its name is under which a margin may be declared. */
export function compareMeans<Run>(
  name: PrimaryName | string,
  metric: ScalarMetric<Run>,
  runs: CellRuns<Run>,
  plan: CellPlan,
): Pending<MeanComparison> {
  const a = valuesOf(runs.a, metric, runs.horizon)
  const b = valuesOf(runs.b, metric, runs.horizon)
  if (a === null || b === null) return undetermined
  const { spec, resamples } = plan
  const test = testOf(a, b, runs.paired, plan, name)
  const difference = differenceOf(a, b, runs.paired, plan)
  const floor = (values: readonly number[], side: string) =>
    noiseFloor(
      values.length,
      (labels) => Math.abs(differenceOfMeans(values, labels)),
      plan.streamFor(`halves of ${side}`),
    )
  const noise = floor(a, 'a')
  const { margin, marginFrom } = marginOf(
    declaredMargin(spec.margins, name),
    replicateNoise(a),
    metric.resolution,
  )
  const sizes = sizesOf(runs)
  const shown = equivalence(difference.replications, margin, sizes, spec.alpha)
  return {
    p: test?.pValue ?? null,
    conclude: (adjustedP) => ({
      a: meanEstimate(a, resamples.a, spec.level),
      b: meanEstimate(b, resamples.b, spec.level),
      difference: difference.estimate,
      test: test === null ? null : runs.paired ? 'sign-flip' : 'permutation',
      p: test?.pValue ?? null,
      adjustedP,
      smallestP: test?.smallestPValue ?? null,
      correlation: runs.paired ? correlation(a, b) : null,
      noiseFloor: noise,
      noiseFloorOfB: floor(b, 'b'),
      margin,
      marginFrom,
      equivalenceInterval: shown?.interval ?? null,
      ...judge({
        equivalence: shown,
        p: adjustedP ?? test?.pValue ?? null,
        smallestP: test?.smallestPValue ?? null,
        alpha: spec.alpha,
        sizes,
      }),
    }),
  }
}

const none: Estimate = { estimate: null, interval: null }

const undetermined: Pending<MeanComparison> = {
  p: null,
  conclude: () => ({
    a: none,
    b: none,
    difference: none,
    test: null,
    p: null,
    adjustedP: null,
    smallestP: null,
    correlation: null,
    noiseFloor: null,
    noiseFloorOfB: null,
    margin: null,
    marginFrom: null,
    equivalenceInterval: null,
    verdict: 'undecided',
    reason: 'some run does not determine it',
  }),
}

function valuesOf<Run>(
  runs: readonly Run[],
  metric: ScalarMetric<Run>,
  horizon: number,
): readonly number[] | null {
  const values = runs.map((run) => metric.of(run, horizon)).filter((value) => value !== null)
  return values.length < runs.length ? null : values
}

/** A pair tells more than its members do alone; a single one has neither a sign to flip nor a label to permute. */
function testOf(
  a: readonly number[],
  b: readonly number[],
  paired: boolean,
  { spec, streamFor }: CellPlan,
  name: string,
): RandomizationTest | null {
  if (a.length < 2 || b.length < 2) return null
  const permutations = { resamples: spec.permutations, stream: streamFor(`test of ${name}`) }
  return paired
    ? signFlipTest(
        b.map((value, i) => value - a[i]),
        permutations,
      )
    : permutationTest(b, a, permutations)
}

/** The mean with its BCa interval (Efron 1987). */
export function meanEstimate(
  values: readonly number[],
  resamples: readonly Uint32Array[],
  level: number,
): Estimate {
  const estimate = mean(values)
  const replications = resamples.map((places) => meanAt(values, places))
  return { estimate, interval: bcaFromReplications(estimate, replications, [leaveOneOut(values)], level) }
}

/** The mean of b minus that of a, with its interval and its replications. */
export function differenceOf(
  a: readonly number[],
  b: readonly number[],
  paired: boolean,
  { spec, resamples }: CellPlan,
): { readonly estimate: Estimate; readonly replications: readonly number[] } {
  const [meanA, meanB] = [mean(a), mean(b)]
  const both = resamples.a.length > 0 && resamples.b.length > 0
  const replications = both
    ? resamples.a.map((places, i) => meanAt(b, resamples.b[i]) - meanAt(a, places))
    : []
  const influences = paired
    ? [leaveOneOut(b.map((value, i) => value - a[i]))]
    : [leaveOneOut(a).map((left) => meanB - left), leaveOneOut(b).map((left) => left - meanA)]
  const estimate = meanB - meanA
  return {
    estimate: { estimate, interval: bcaFromReplications(estimate, replications, influences, spec.level) },
    replications,
  }
}

function meanAt(values: readonly number[], places: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < places.length; i++) sum += values[places[i]]
  return sum / places.length
}

function leaveOneOut(values: readonly number[]): number[] {
  const sum = mean(values) * values.length
  return values.map((value) => (values.length < 2 ? value : (sum - value) / (values.length - 1)))
}

/**
 * The declared margin; else what two runs of the reference differ by on average, but no less than what nobody would
 * call a difference.
 */
export function marginOf(declared: number | undefined, noise: number | null, resolution: number) {
  if (declared !== undefined) return { margin: declared, marginFrom: 'declared' } as const
  if (noise !== null && noise > resolution) return { margin: noise, marginFrom: 'replicate noise' } as const
  return { margin: resolution, marginFrom: 'resolution' } as const
}

export const declaredMargin = (margins: Readonly<Record<string, number | undefined>>, name: string) =>
  margins[name]
