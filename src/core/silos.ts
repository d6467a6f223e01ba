/** The silo of every agent at one time; null where an answer names none. */
export type Silos = readonly (number | null)[]

/** Agents per silo, silos in the order in which they first appear; agents without one do not count. */
export function siloSizes(silos: Silos): Map<number, number> {
  const sizes = new Map<number, number>()
  for (const silo of silos) if (silo !== null) sizes.set(silo, (sizes.get(silo) ?? 0) + 1)
  return sizes
}

/** The number of distinct silos among the agents. */
export function siloCount(silos: Silos): number {
  return siloSizes(silos).size
}

/**
 * The effective number of silos exp(H): the Hill number of order 1 (Hill 1973), H the Shannon entropy of
 * the silo shares. Between 1 and the number of silos; null where no agent has a silo.
 */
export function effectiveSilos(silos: Silos): number | null {
  return effectiveNumber(siloSizes(silos))
}

/** The same from the sizes of the silos. */
export function effectiveNumber(sizes: ReadonlyMap<number, number>): number | null {
  let members = 0
  for (const size of sizes.values()) members += size
  if (members === 0) return null
  let entropy = 0
  for (const size of sizes.values()) entropy -= (size / members) * Math.log(size / members)
  return Math.exp(entropy)
}

/** The share of agents whose silo is the same at two successive times; having none is a state as well. */
export function stability(before: Silos, after: Silos): number {
  let same = 0
  for (let i = 0; i < after.length; i++) if (before[i] === after[i]) same++
  return same / after.length
}
