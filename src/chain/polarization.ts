import { badInput } from '../core/errors.ts'

/** R: memories of an agent at a pole lie within this distance of it (Wang et al. 2025, section 3). */
export const reach = 0.5

/** Log-odds are sums with rounding, which must not decide about an agent at the very border of a level. */
const rounding = 1e-9

/** An agent of the two-pole chain: the log-odds of its weight of the pole 1, and its memory. */
export interface PolarAgent {
  readonly logOdds: number
  readonly memory: Float64Array
}

/**
 * The level of an agent: the largest ℓ such that its weight is outside
 * I_ℓ = (1/(1 + e^(ℓ/σ²)), 1/(1 + e^(-ℓ/σ²))) while its memory lies in I₊ = (1 - R, 1 + R) if the weight
 * is above, in I₋ = (-1 - R, -1 + R) if it is below. I_ℓ is open, so the largest ℓ exists: σ² times the
 * size of the log-odds. A real number; null where there is no ℓ > 0.
 */
export function agentLevel(
  logOdds: number,
  points: Float64Array,
  sigma: number,
  from = 0,
  size = points.length,
): number | null {
  if (logOdds === 0) return null
  const pole = logOdds > 0 ? 1 : -1
  for (let h = from; h < from + size; h++) if (Math.abs(points[h] - pole) >= reach) return null
  return Math.abs(logOdds) * sigma * sigma
}

/**
 * The level of polarization of a state: the largest ℓ such that it is level-ℓ polarized, which is the
 * lowest of the agents' levels; null where it is polarized at no level above 0. A state with all agents
 * at one pole counts, as it does in the definition.
 */
export function polarizationLevel(agents: Iterable<PolarAgent>, sigma: number): number | null {
  let lowest = Number.POSITIVE_INFINITY
  for (const { logOdds, memory } of agents) {
    const level = agentLevel(logOdds, memory, sigma)
    if (level === null) return null
    if (level < lowest) lowest = level
  }
  return Number.isFinite(lowest) ? lowest : null
}

/** Whether a level (of an agent or a state) amounts to that which is asked for. */
export function reachesLevel(level: number | null, asked: number): boolean {
  return level !== null && level >= asked * (1 - rounding)
}

/** Whether communication among k neighbors is restricted in the sense of Theorem 2: k below both poles. */
export function isRestricted(neighbors: number, poles: readonly [number, number]): boolean {
  return neighbors >= 1 && neighbors < Math.min(...poles)
}

/** The agents divided as evenly as they can be, the first pole taking the odd one. */
export function evenPoles(agents: number): readonly [number, number] {
  return [Math.ceil(agents / 2), Math.floor(agents / 2)]
}

/** The largest k that is restricted for evenly divided agents; null where there is none. */
export function largestRestricted(agents: number): number | null {
  const k = Math.min(...evenPoles(agents)) - 1
  return k >= 1 ? k : null
}

/** @throws InputError unless k is restricted for evenly divided agents */
export function requireRestricted(neighbors: number, agents: number): void {
  const largest = largestRestricted(agents)
  if (largest === null) throw badInput('agents', agents, 'a whole number, 4 or more: two agents at each pole')
  if (!Number.isSafeInteger(neighbors) || !isRestricted(neighbors, evenPoles(agents))) {
    throw badInput('neighbors', neighbors, `a whole number from 1 to ${largest}: fewer than agents at a pole`)
  }
}
