import type { SiloPath } from '../core/silo-path.ts'

/** Lengths of stays in one silo, in steps, over all agents. */
export interface DwellTimes {
  /** Stays whose end was seen. The first of each agent began before it could be seen, and counts from t = 0. */
  readonly ended: readonly number[]
  /** The last stay of each agent, cut off by the end of the run. */
  readonly censored: readonly number[]
}

/** The stays of every agent; times without a silo are stays as well. */
export function dwellTimes(path: SiloPath): DwellTimes {
  const ended: number[] = []
  const censored: number[] = []
  const [start = []] = path
  for (let agent = 0; agent < start.length; agent++) {
    let since = 0
    for (let t = 1; t < path.length; t++) {
      if (path[t][agent] === path[t - 1][agent]) continue
      ended.push(t - since)
      since = t
    }
    censored.push(path.length - since)
  }
  return { ended, censored }
}
