import { munkres } from 'munkres'
import type { Silos } from '../core/silos.ts'

export interface Matching {
  /** Share of the agents whose two labels are matched, from 0 to 1. */
  readonly agreement: number
  /** Agents that have a silo in both partitions; the others are left out. */
  readonly agents: number
}

/**
 * The share of agents that agree under the one-to-one matching of labels that makes it largest (Kuhn 1955). It is
 * never below what unrelated partitions reach by chance: compare it with that.
 *
 * @returns null where no agent has a silo in both
 * @throws RangeError where the partitions are of different numbers of agents
 */
export function optimalMatching(first: Silos, second: Silos): Matching | null {
  if (first.length !== second.length) {
    throw new RangeError(
      `partitions: got ${first.length} and ${second.length} agents, expected equal numbers`,
    )
  }
  const both = first.flatMap((a, i) => {
    const b = second[i]
    return a === null || b === null ? [] : [{ a, b }]
  })
  if (both.length === 0) return null
  const rows = [...new Set(both.map(({ a }) => a))]
  const columns = [...new Set(both.map(({ b }) => b))]
  const apart = rows.map((a) =>
    columns.map((b) => -both.filter((pair) => pair.a === a && pair.b === b).length),
  )
  const together = munkres(apart).reduce((sum, [row, column]) => sum - apart[row][column], 0)
  return { agreement: together / both.length, agents: both.length }
}
