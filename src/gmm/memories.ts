import type { MemoryRule } from '../sim/variants.ts'

/** The memories of all agents: r points each, and the order in which they came. */
export interface Memories {
  /** r points of d numbers an agent. */
  readonly points: Float64Array
  /** Which of an agent's r slots a new point goes to. */
  replaced(agent: number, point: Float64Array): number
  /** Puts a point into a slot as the youngest. */
  put(agent: number, slot: number, point: Float64Array): void
  /**
   * What each slot counts in an update, all together 1; where `youngest` is a slot, as if its element had
   * just come. The array is reused by the next call.
   */
  importance(agent: number, youngest: number | null): Float64Array
}

/**
 * Memories of `size` agents; slot 0 is the oldest element at the start.
 *
 * @param ageDecay weight of an element relative to the next younger one: 1 is the paper's plain mean, less
 *   is the importance weighting that its discussion suggests
 */
export function memoriesOf(
  size: number,
  slots: number,
  dimensions: number,
  rule: MemoryRule,
  ageDecay: number,
): Memories {
  const points = new Float64Array(size * slots * dimensions)
  /** The slots of each agent from the oldest to the youngest. */
  const order = Int32Array.from({ length: size * slots }, (_, at) => at % slots)
  /** Whether it matters which element is how old. */
  const ordered = slots > 1 && (rule !== 'farthest' || ageDecay !== 1)
  const even = new Float64Array(slots).fill(1 / slots)
  const byAge = Float64Array.from({ length: slots }, (_, rank) => ageDecay ** (slots - 1 - rank))
  const sum = byAge.reduce((total, weight) => total + weight, 0)
  const aged = new Float64Array(slots)

  const farthest = (agent: number, point: Float64Array) => {
    let found = 0
    let most = -1
    for (let slot = 0; slot < slots; slot++) {
      const offset = (agent * slots + slot) * dimensions
      let square = 0
      for (let m = 0; m < dimensions; m++) square += (points[offset + m] - point[m]) ** 2
      if (square > most) {
        most = square
        found = slot
      }
    }
    return found
  }
  return {
    points,
    replaced(agent, point) {
      if (rule === 'farthest') return farthest(agent, point)
      return order[agent * slots + (rule === 'oldest' ? 0 : slots - 1)]
    },
    put(agent, slot, point) {
      points.set(point, (agent * slots + slot) * dimensions)
      if (!ordered) return
      const start = agent * slots
      const place = order.indexOf(slot, start)
      order.copyWithin(place, place + 1, start + slots)
      order[start + slots - 1] = slot
    },
    importance(agent, youngest) {
      if (ageDecay === 1) return even
      let rank = 0
      for (let place = 0; place < slots; place++) {
        const slot = order[agent * slots + place]
        if (slot !== youngest) aged[slot] = byAge[rank++] / sum
      }
      if (youngest !== null) aged[youngest] = byAge[rank] / sum
      return aged
    },
  }
}
