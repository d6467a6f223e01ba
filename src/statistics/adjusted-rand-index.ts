import type { Silos } from '../core/silos.ts'
import { contingency } from './contingency.ts'

export interface PartitionAgreement {
  /** 1 for the same partition, about 0 for independent ones of these silo sizes; at least -0.5. */
  readonly index: number
  /** Agents that have a silo in both partitions; the others are left out. */
  readonly agents: number
  /** Both partitions are one silo, or both are single agents: the index is 1 and says nothing. */
  readonly trivial: boolean
}

/**
 * The adjusted Rand index of two partitions of the same agents (Hubert and Arabie 1985). Names of silos do not
 * matter.
 *
 * @returns null where fewer than two agents have a silo in both
 * @throws RangeError where the partitions are of different numbers of agents
 */
export function adjustedRandIndex(first: Silos, second: Silos): PartitionAgreement | null {
  const { agents, cells, rows, columns } = contingency(first, second)
  if (agents < 2) return null
  const together = pairsWithin(cells)
  const [inFirst, inSecond] = [pairsWithin(rows), pairsWithin(columns)]
  const expected = (inFirst * inSecond) / ((agents * (agents - 1)) / 2)
  const largest = (inFirst + inSecond) / 2
  const trivial = largest === expected
  return { index: trivial ? 1 : (together - expected) / (largest - expected), agents, trivial }
}

const pairsWithin = (sizes: readonly number[]) =>
  sizes.reduce((sum, size) => sum + (size * (size - 1)) / 2, 0)
