import type { Silos } from '../core/silos.ts'
import { contingency } from './contingency.ts'

export interface PartitionDistance {
  /** In nats, from 0 for the same partition to log(agents). */
  readonly nats: number
  /** Agents that have a silo in both partitions; the others are left out. */
  readonly agents: number
}

/**
 * The variation of information H(A|B) + H(B|A) between two partitions of the same agents (Meilă 2007): a metric.
 *
 * @returns null where no agent has a silo in both
 * @throws RangeError where the partitions are of different numbers of agents
 */
export function variationOfInformation(first: Silos, second: Silos): PartitionDistance | null {
  const { agents, cells, rows, columns } = contingency(first, second)
  if (agents === 0) return null
  const entropy = (sizes: readonly number[]) =>
    sizes.reduce((sum, size) => sum - (size / agents) * Math.log(size / agents), 0)
  // Rounding can take equal partitions a little below 0.
  return { nats: Math.max(0, 2 * entropy(cells) - entropy(rows) - entropy(columns)), agents }
}
