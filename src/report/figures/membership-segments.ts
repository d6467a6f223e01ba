import type { SiloPath } from '../../core/silo-path.ts'
import type { Corner } from '../curves.ts'
import { turnsOf } from './membership-geometry.ts'

/** Where a line is broken. */
const gap: Corner = { x: Number.NaN, y: Number.NaN }

/** A corner of the lines in a silo's band. */
export interface StayCorner extends Corner {
  readonly silo: number | null
}

/**
 * Step-after lines in two parts: how long each agent stays in a lane, by silo, and the changes between lanes.
 */
export function segmentsOf(path: SiloPath, heightOf: (t: number, agent: number) => number) {
  const stays: StayCorner[] = []
  const changes: Corner[] = []
  const stay = (silo: number | null, from: number, to: number, y: number) => {
    stays.push({ silo, x: from, y }, { silo, x: to, y }, { silo, ...gap })
  }
  const since = path[0].map(() => 0)
  for (const { t, agent, x } of turnsOf(path)) {
    stay(path[t - 1][agent], since[agent], x, heightOf(t - 1, agent))
    changes.push({ x, y: heightOf(t - 1, agent) }, { x, y: heightOf(t, agent) }, gap)
    since[agent] = x
  }
  const last = path.length - 1
  for (const [agent, silo] of path[last].entries()) stay(silo, since[agent], last + 1, heightOf(last, agent))
  return { stays, changes }
}
