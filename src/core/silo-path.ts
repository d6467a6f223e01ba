import { type Silos, siloCount, stability } from './silos.ts'

/** The silos of a run over time: one entry a time t = 0 … T. */
export type SiloPath = readonly Silos[]

/** The time of an event, or the horizon up to which it had not happened (a censored time). */
export type TimeTo = { readonly at: number } | { readonly notBy: number }

/** What a silo system does at the end of a run. */
export type Pattern = 'stable' | 'unstable' | 'decaying'

/** Steps over which a pattern is judged unless a design says otherwise. */
export const patternWindow = 10

/**
 * The convergence time t*: the first time from which on there is one silo at every time up to the horizon.
 * A run that ends with more than one (or none) is censored at the horizon.
 *
 * @param counts number of silos at t = 0 … horizon
 * @throws RangeError for no times at all
 */
export function convergenceTime(counts: readonly number[]): TimeTo {
  if (counts.length === 0) throw new RangeError('convergence time: got no times, expected one or more')
  let first = counts.length
  while (first > 0 && counts[first - 1] === 1) first--
  return first < counts.length ? { at: first } : { notBy: counts.length - 1 }
}

/** The last time at which some agent's silo differs from the time before; null if none ever changed. */
export function lastChange(path: SiloPath): number | null {
  for (let t = path.length - 1; t > 0; t--) if (stability(path[t - 1], path[t]) < 1) return t
  return null
}

/**
 * The pattern in the last `window` steps: decaying where the number of silos still changes, else unstable
 * where some agent still switches, else stable. A shorter run is judged over all of its steps.
 */
export function finalPattern(path: SiloPath, window: number = patternWindow): Pattern {
  const last = path.slice(-(window + 1))
  const counts = new Set(last.map(siloCount))
  if (counts.size > 1) return 'decaying'
  const still = last.every((silos, t) => t === 0 || stability(last[t - 1], silos) === 1)
  return still ? 'stable' : 'unstable'
}
