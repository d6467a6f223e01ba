import { type Stream, streamAt } from '../core/random.ts'
import { bcaInterval } from '../statistics/bca-interval.ts'
import { mean } from '../statistics/moments.ts'
import { permutationTest } from '../statistics/permutation-test.ts'
import { signFlipTest } from '../statistics/sign-flip-test.ts'
import { stratifiedPermutationTest } from '../statistics/stratified-permutation-test.ts'
import type { CellRuns } from './cell-runs.ts'
import type { Estimate } from './comparison.ts'
import type { ComparedRun } from './ensemble.ts'
import { replicateRows } from './replicate-rows.ts'
import type { RunCurves, ScalarMetric } from './scalar-metrics.ts'
import type { ComparisonSpec } from './spec.ts'

/** b - a over all cells, each counting alike. Differences of opposite sign cancel: see the cells. */
export interface PooledDifference {
  readonly difference: Estimate
  readonly p: number | null
  readonly smallestP: number | null
  /** What counts as independent: replicates that went through all cells, or the runs of each cell. */
  readonly unit: 'replicate' | 'run'
}

/** The common difference of a metric; null where some run does not determine it. */
export function pooledDifference(
  name: string,
  metric: ScalarMetric<RunCurves>,
  cells: readonly CellRuns<ComparedRun>[],
  spec: ComparisonSpec,
): PooledDifference | null {
  const stream = (purpose: string) => streamAt(spec.seed, 'compare', 'pooled', name, purpose)
  const a = replicateRows(cells, 'a', metric)
  const b = replicateRows(cells, 'b', metric)
  return a === null || b === null
    ? ofRuns(cells, metric, spec, stream)
    : ofReplicates(
        a.map(mean),
        b.map(mean),
        cells.every(({ paired }) => paired),
        spec,
        stream,
      )
}

type Streams = (purpose: string) => Stream

function ofReplicates(
  a: readonly number[],
  b: readonly number[],
  paired: boolean,
  spec: ComparisonSpec,
  stream: Streams,
): PooledDifference {
  const permutations = { resamples: spec.permutations, stream: stream('test') }
  const differences = b.map((value, i) => value - a[i])
  const few = a.length < 2 || b.length < 2
  const test = few
    ? null
    : paired
      ? signFlipTest(differences, permutations)
      : permutationTest(b, a, permutations)
  const bootstrap = { level: spec.level, resamples: spec.resamples, stream: stream('resamples') }
  const found = paired
    ? bcaInterval([differences], ([sample]) => mean(sample), bootstrap)
    : bcaInterval([a, b], ([first, second]) => mean(second) - mean(first), bootstrap)
  return {
    difference: { estimate: found?.estimate ?? null, interval: found?.interval ?? null },
    p: test?.pValue ?? null,
    smallestP: test?.smallestPValue ?? null,
    unit: 'replicate',
  }
}

function ofRuns(
  cells: readonly CellRuns<ComparedRun>[],
  metric: ScalarMetric<RunCurves>,
  spec: ComparisonSpec,
  stream: Streams,
): PooledDifference | null {
  const values = cells.map(({ a, b, horizon }) => ({
    first: b.map((run) => metric.of(run, horizon)),
    second: a.map((run) => metric.of(run, horizon)),
  }))
  const known = values.map(({ first, second }) => ({
    first: first.filter(isKnown),
    second: second.filter(isKnown),
  }))
  const complete = known.every(
    ({ first, second }, i) =>
      first.length === values[i].first.length && second.length === values[i].second.length,
  )
  if (!complete) return null
  const testable = known.every(({ first, second }) => first.length > 1 && second.length > 1)
  const test = testable
    ? stratifiedPermutationTest(known, { resamples: spec.permutations, stream: stream('test') })
    : null
  const found = bcaInterval(
    known.flatMap(({ first, second }) => [second, first]),
    (samples) => mean(cells.map((_, i) => mean(samples[2 * i + 1]) - mean(samples[2 * i]))),
    { level: spec.level, resamples: spec.resamples, stream: stream('resamples') },
  )
  return {
    difference: { estimate: found?.estimate ?? null, interval: found?.interval ?? null },
    p: test?.pValue ?? null,
    smallestP: test?.smallestPValue ?? null,
    unit: 'run',
  }
}

const isKnown = (value: number | null): value is number => value !== null
