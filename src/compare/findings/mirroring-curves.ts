import { normalQuantile } from '../../core/normal-quantile.ts'
import { streamAt } from '../../core/random.ts'
import { commonTimeScale } from '../../statistics/common-time-scale.ts'
import { twoSidedTail } from '../../statistics/normal-distribution.ts'
import { type TimeScale, timeScale } from '../../statistics/time-scale.ts'
import type { Cell } from '../ensemble.ts'
import type { ComparisonSpec } from '../spec.ts'
import type { MirroringExponent } from './mirroring.ts'

/** Resamples for each pair of cells: pooling needs variances and quantiles of few of them. */
const resamples = 300

/**
 * The factor between the curves of effective silos at the smallest and the largest p of each k, as a power of
 * (1 - p₁)/(1 - p₂), pooled over k. Curves of synchronous steps fall together on the clock t(1 - p) only where
 * single steps are small, so this is for cells whose t* is not seen.
 *
 * @returns null where fewer than two k determine a factor
 */
export function exponentOfCurves(
  families: readonly (readonly Cell[])[],
  spec: ComparisonSpec,
): MirroringExponent | null {
  const scales = families.flatMap((cells) => {
    const byMirror = cells.filter(({ mirror }) => mirror < 1).toSorted((x, y) => x.mirror - y.mirror)
    const [first, last] = [byMirror.at(0), byMirror.at(-1)]
    if (first === undefined || last === undefined || first === last) return []
    const scale = scaleBetween(first, last, spec)
    if (scale === null) return []
    const unit = Math.log((1 - first.mirror) / (1 - last.mirror))
    return [{ neighbors: first.neighbors, scale: asPower(scale, unit) }]
  })
  const pooled = commonTimeScale(
    scales.map(({ scale }) => scale),
    1 - 2 * spec.alpha,
  )
  if (pooled === null) return null
  const [low, high] = pooled.interval.map(Math.log)
  const estimate = Math.log(pooled.factor)
  const error = (high - low) / (2 * normalQuantile(1 - spec.alpha))
  return {
    estimate,
    interval: [low, high],
    p: twoSidedTail((estimate - 1) / error),
    neighbors: scales.map(({ neighbors }) => neighbors),
  }
}

function scaleBetween(first: Cell, last: Cell, { level, seed }: ComparisonSpec): TimeScale | null {
  const [a, b] = [wholeCurves(first), wholeCurves(last)]
  if (a === null || b === null) return null
  const stream = streamAt(seed, 'mirroring', 'curves', first.neighbors)
  return timeScale(a, b, { level, resamples, stream })
}

/** The curves of a cell as far as all of them reach; null where one has a time without any silo. */
function wholeCurves({ runs }: Cell): readonly (readonly number[])[] | null {
  const times = Math.min(...runs.map((run) => run.effectiveSilos.length))
  const curves = runs.map((run) => run.effectiveSilos.slice(0, times).filter((value) => value !== null))
  return curves.some((curve) => curve.length < times) ? null : curves
}

/** A scale whose logarithms are exponents of the unit's. */
const asPower = (scale: TimeScale, unit: number): TimeScale => ({
  ...scale,
  factor: Math.exp(Math.log(scale.factor) / unit),
  interval: null,
  logReplications: scale.logReplications.map((log) => (log === null ? null : log / unit)),
})
