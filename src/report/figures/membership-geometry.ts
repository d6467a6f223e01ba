import type { SiloPath } from '../../core/silo-path.ts'
import type { Cell, CellRun } from '../cell.ts'
import type { Corner } from '../curves.ts'
import { bandsOf, laneMiddle, lanesOf, type Placement, placeBands } from './lanes.ts'

/** Pixels above the topmost band. */
export const membershipTop = 4

/** Where the lines of all panels of a cell's membership figure run. */
export interface MembershipGeometry extends Placement {
  /** Pixels from the top band's upper edge to the line of an agent, by time and agent. */
  readonly linesOf: (run: CellRun) => (t: number, agent: number) => number
}

export function membershipGeometry({ ensembles }: Pick<Cell, 'ensembles'>): MembershipGeometry {
  const placement = placeBands(
    bandsOf(ensembles.flatMap(({ shown }) => (shown === null ? [] : [shown.path]))),
  )
  const bandOf = new Map(placement.bands.map((band) => [band.silo, band]))
  return {
    ...placement,
    linesOf({ path }) {
      const lanes = lanesOf(path)
      return (t, agent) => {
        const band = bandOf.get(path[t][agent])
        if (band === undefined)
          throw new RangeError(`membership: got silo ${path[t][agent]}, expected one with a band`)
        return laneMiddle(band, lanes[t][agent], placement.pitch)
      }
    },
  }
}

/** Agents that change at the same time turn a little before it, one after the other, by this share of a step. */
const turnSpread = 0.7

/** An agent's change from its silo at t - 1 to that at t, and where on the time axis it is drawn. */
interface Turn {
  readonly t: number
  readonly agent: number
  readonly x: number
}

export function turnsOf(path: SiloPath): readonly Turn[] {
  return path.slice(1).flatMap((silos, before) => {
    const t = before + 1
    const turning = silos.flatMap((silo, agent) => (silo === path[before][agent] ? [] : [agent]))
    const between = turnSpread / Math.max(1, turning.length - 1)
    return turning.map((agent, place) => ({ t, agent, x: t - between * (turning.length - 1 - place) }))
  })
}

/** The corners of one agent's line, as it is drawn among the others. */
export function lineOf(run: CellRun, agent: number, geometry: MembershipGeometry): readonly Corner[] {
  const heightOf = geometry.linesOf(run)
  const turns = turnsOf(run.path).filter((turn) => turn.agent === agent)
  const corners = turns.flatMap(({ t, x }) => [
    { x, y: heightOf(t - 1, agent) },
    { x, y: heightOf(t, agent) },
  ])
  const last = run.path.length - 1
  return [{ x: 0, y: heightOf(0, agent) }, ...corners, { x: last + 1, y: heightOf(last, agent) }]
}
