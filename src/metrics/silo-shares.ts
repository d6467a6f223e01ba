/** Agents per silo. */
type Sizes = ReadonlyMap<number, number>

const members = (sizes: Sizes) => [...sizes.values()].reduce((sum, size) => sum + size, 0)

/**
 * The Hill number of order 2, 1/Σ share² (Hill 1973; Simpson 1949): between 1 and the number of silos, and at most
 * the effective number of order 1. Null where no agent has a silo.
 */
export function inverseSimpson(sizes: Sizes): number | null {
  const squares = [...sizes.values()].reduce((sum, size) => sum + size ** 2, 0)
  return squares === 0 ? null : members(sizes) ** 2 / squares
}

/** The share of the largest silo among agents that have one; null where none has. */
export function largestShare(sizes: Sizes): number | null {
  return sizes.size === 0 ? null : Math.max(...sizes.values()) / members(sizes)
}
