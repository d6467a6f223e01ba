import type { Silos } from '../core/silos.ts'

/** How the agents that have a silo in both partitions are spread over pairs of silos. */
export interface Contingency {
  readonly agents: number
  /** Agents per pair of silos, per silo of the first partition, and per silo of the second. */
  readonly cells: readonly number[]
  readonly rows: readonly number[]
  readonly columns: readonly number[]
}

/**
 * Counts the agents of two partitions. An agent without a silo in either is left out of both: a faulty answer says
 * nothing about whom the agent agrees with.
 *
 * @throws RangeError where the partitions are of different numbers of agents
 */
export function contingency(first: Silos, second: Silos): Contingency {
  if (first.length !== second.length) {
    throw new RangeError(
      `partitions: got ${first.length} and ${second.length} agents, expected equal numbers`,
    )
  }
  const both = first.flatMap((a, i) => {
    const b = second[i]
    return a === null || b === null ? [] : [{ a, b, pair: `${a}/${b}` }]
  })
  return {
    agents: both.length,
    cells: counts(both.map(({ pair }) => pair)),
    rows: counts(both.map(({ a }) => a)),
    columns: counts(both.map(({ b }) => b)),
  }
}

function counts(keys: readonly (string | number)[]): number[] {
  const found = new Map<string | number, number>()
  for (const key of keys) found.set(key, (found.get(key) ?? 0) + 1)
  return [...found.values()]
}
