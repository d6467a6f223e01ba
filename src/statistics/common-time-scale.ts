import { requireProbability, variance } from './moments.ts'
import { quantile, sorted } from './quantile.ts'
import type { TimeScale } from './time-scale.ts'

export interface CommonTimeScale {
  /** The one factor that is best for all cells. */
  readonly factor: number
  readonly interval: readonly [number, number]
  /** Of the hypothesis that one factor holds in every cell. */
  readonly pValue: number
  /** Cells that took part: those with a factor and a spread of it. */
  readonly cells: number
}

/** Resamples that give every cell a factor, below which nothing can be said. */
const fewestResamples = 20

/**
 * Pools time scales of independent cells in log c, weighted by inverse bootstrap variances, and tests that there
 * is one factor by Cochran's (1954) Q = Σ (log cᵢ - pooled)²/vᵢ. The distribution of Q under one factor is that of
 * the replications, each centered on its own cell's estimate (Hall and Wilson 1991): no table is needed.
 *
 * Its level is that of the bootstrap variances, which are too small for small ensembles: then it rejects too often.
 *
 * @param cells null where a cell has no factor; such cells do not take part
 * @returns null with fewer than two cells that take part, or fewer than 20 resamples with a factor in each of them
 * @throws RangeError for a level outside (0, 1)
 */
export function commonTimeScale(cells: readonly (TimeScale | null)[], level: number): CommonTimeScale | null {
  requireProbability('confidence level', level)
  const used = cells.flatMap((cell) => {
    if (cell === null) return []
    const spread = variance(cell.logReplications.filter((log) => log !== null))
    return spread === null || spread === 0 ? [] : [{ cell, log: Math.log(cell.factor), spread }]
  })
  const rounds = Math.min(...used.map(({ cell }) => cell.logReplications.length))
  if (used.length < 2) return null
  const total = used.reduce((sum, { spread }) => sum + 1 / spread, 0)
  const pool = (values: readonly number[]) => {
    const center = values.reduce((sum, value, i) => sum + value / used[i].spread, 0) / total
    return { center, q: values.reduce((sum, value, i) => sum + (value - center) ** 2 / used[i].spread, 0) }
  }
  const own = pool(used.map(({ log }) => log))
  const replicated = Array.from({ length: rounds }, (_, round) => {
    const errors = used.flatMap(({ cell, log }) => {
      const replication = cell.logReplications[round]
      return replication === null ? [] : [replication - log]
    })
    return errors.length === used.length ? [pool(errors)] : []
  }).flat()
  if (replicated.length < fewestResamples) return null
  const centers = sorted(replicated.map(({ center }) => own.center + center))
  const asLarge = replicated.filter(({ q }) => q >= own.q).length
  return {
    factor: Math.exp(own.center),
    interval: [Math.exp(quantile(centers, (1 - level) / 2)), Math.exp(quantile(centers, (1 + level) / 2))],
    pValue: (asLarge + 1) / (replicated.length + 1),
    cells: used.length,
  }
}
