import type { SiloPath } from '../../core/silo-path.ts'

/** Room for the agents of one silo: at least one lane, at most as many as it ever has members at once. */
export interface Band {
  readonly silo: number | null
  readonly lanes: number
}

/** The bands that several paths need, by silo, agents without a silo last. */
export function bandsOf(paths: readonly SiloPath[]): readonly Band[] {
  const lanes = new Map<number | null, number>()
  for (const silos of paths.flat()) {
    const members = new Map<number | null, number>()
    for (const silo of silos) {
      const count = (members.get(silo) ?? 0) + 1
      members.set(silo, count)
      if (count > (lanes.get(silo) ?? 0)) lanes.set(silo, count)
    }
  }
  const last = (silo: number | null) => silo ?? Number.POSITIVE_INFINITY
  return [...lanes]
    .map(([silo, count]) => ({ silo, lanes: count }))
    .sort((a, b) => last(a.silo) - last(b.silo))
}

/**
 * The lane of every agent within the band of its silo, by time and agent. No two agents of a silo share
 * one; who stays keeps its lane, and who joins takes the first free one.
 */
export function lanesOf(path: SiloPath): readonly (readonly number[])[] {
  let before: readonly number[] = []
  return path.map((silos, t) => {
    const taken = new Map<number | null, Set<number>>(silos.map((silo) => [silo, new Set()]))
    const stays = (agent: number) => t > 0 && path[t - 1][agent] === silos[agent]
    for (const [agent, silo] of silos.entries()) if (stays(agent)) taken.get(silo)?.add(before[agent])
    const lanes = silos.map((silo, agent) => {
      if (stays(agent)) return before[agent]
      const used = taken.get(silo) ?? new Set()
      let lane = 0
      while (used.has(lane)) lane++
      used.add(lane)
      return lane
    })
    before = lanes
    return lanes
  })
}

/** A band with its place on the page, in pixels from the top. */
export interface PlacedBand extends Band {
  readonly top: number
  readonly height: number
}

export interface Placement {
  readonly bands: readonly PlacedBand[]
  readonly height: number
  /** Pixels from one lane to the next. */
  readonly pitch: number
}

const lanePitch = 3.6
const leastBand = 13
const leastHeight = 190
const mostHeight = 620

/** Places bands below each other, each high enough for its lanes and for its name where that fits the page. */
export function placeBands(bands: readonly Band[]): Placement {
  const natural = bands.reduce((sum, { lanes }) => sum + Math.max(leastBand, lanes * lanePitch), 0)
  const scale = Math.min(Math.max(natural, leastHeight), mostHeight) / natural
  const pitch = lanePitch * scale
  let top = 0
  const placed = bands.map((band) => {
    const height = Math.max(leastBand * scale, band.lanes * pitch)
    top += height
    return { ...band, top: top - height, height }
  })
  return { bands: placed, height: top, pitch }
}

/** The middle of a lane, in pixels from the top; the lanes of a band are centered in it. */
export function laneMiddle(band: PlacedBand, lane: number, pitch: number): number {
  return band.top + (band.height - band.lanes * pitch) / 2 + (lane + 0.5) * pitch
}
