import { streamAt } from '../core/random.ts'
import { bcaInterval } from '../statistics/bca-interval.ts'
import { interactionTest } from '../statistics/interaction-test.ts'
import { mean } from '../statistics/moments.ts'
import { rankCorrelation } from '../statistics/rank-correlation.ts'
import type { CellRuns } from './cell-runs.ts'
import type { Estimate } from './comparison.ts'
import type { ComparedRun } from './ensemble.ts'
import { replicateRows } from './replicate-rows.ts'
import type { RunCurves, ScalarMetric } from './scalar-metrics.ts'
import type { ComparisonSpec } from './spec.ts'

/** Whether a metric responds to the design alike in both systems. */
export interface SurfaceAgreement {
  /** Spearman's correlation of the cells' means. */
  readonly rankCorrelation: Estimate
  /** Steps to the next larger p (k the same) or k (p the same) that move both systems by more than the resolution. */
  readonly steps: { readonly sameSign: number; readonly oppositeSign: number; readonly flat: number }
  /** Of the hypothesis that the systems differ by one amount in all cells; null where replicates are incomplete. */
  readonly interaction: { readonly p: number; readonly smallestP: number } | null
}

/** Null with fewer than three cells or where a run does not determine the metric. */
export function surfaceAgreement(
  name: string,
  metric: ScalarMetric<RunCurves>,
  cells: readonly CellRuns<ComparedRun>[],
  spec: ComparisonSpec,
): SurfaceAgreement | null {
  const stream = (purpose: string) => streamAt(spec.seed, 'compare', 'surface', name, purpose)
  const values = cells.map(({ a, b, horizon }) => ({
    a: a.flatMap((run) => metric.of(run, horizon) ?? []),
    b: b.flatMap((run) => metric.of(run, horizon) ?? []),
  }))
  const complete = values.every(
    ({ a, b }, i) => a.length === cells[i].a.length && b.length === cells[i].b.length,
  )
  if (cells.length < 3 || !complete) return null
  const means = values.map(({ a, b }) => ({ a: mean(a), b: mean(b) }))
  const correlated = bcaInterval(
    values.flatMap(({ a, b }) => [a, b]),
    (samples) => {
      const sides = [0, 1].map((side) => cells.map((_, i) => mean(samples[2 * i + side])))
      return rankCorrelation(sides[0], sides[1])
    },
    { level: spec.level, resamples: spec.resamples, stream: stream('resamples') },
  )
  const [a, b] = [replicateRows(cells, 'a', metric), replicateRows(cells, 'b', metric)]
  const test =
    a === null || b === null
      ? null
      : interactionTest(a, b, { resamples: spec.permutations, stream: stream('interaction') })
  return {
    rankCorrelation: { estimate: correlated?.estimate ?? null, interval: correlated?.interval ?? null },
    steps: countSteps(cells, means, metric.resolution),
    interaction: test === null ? null : { p: test.pValue, smallestP: test.smallestPValue },
  }
}

function countSteps(
  cells: readonly CellRuns<ComparedRun>[],
  means: readonly { readonly a: number; readonly b: number }[],
  resolution: number,
): SurfaceAgreement['steps'] {
  const steps = { sameSign: 0, oppositeSign: 0, flat: 0 }
  for (const [from, to] of neighboringCells(cells.map(({ a }) => a[0]))) {
    const [inA, inB] = [means[to].a - means[from].a, means[to].b - means[from].b]
    if (Math.min(Math.abs(inA), Math.abs(inB)) <= resolution) steps.flat++
    else if (inA * inB > 0) steps.sameSign++
    else steps.oppositeSign++
  }
  return steps
}

/** Places of cells that differ in one of p and k alone, and in that by one step of the grid. */
export function neighboringCells(
  cells: readonly { readonly mirror: number; readonly neighbors: number }[],
): readonly (readonly [number, number])[] {
  const next = (from: number, along: 'mirror' | 'neighbors', fixed: 'mirror' | 'neighbors') =>
    cells
      .map((cell, place) => ({ cell, place }))
      .filter(({ cell }) => cell[fixed] === cells[from][fixed] && cell[along] > cells[from][along])
      .sort((x, y) => x.cell[along] - y.cell[along])
      .slice(0, 1)
      .map(({ place }) => [from, place] as const)
  return cells.flatMap((_, from) => [
    ...next(from, 'mirror', 'neighbors'),
    ...next(from, 'neighbors', 'mirror'),
  ])
}
