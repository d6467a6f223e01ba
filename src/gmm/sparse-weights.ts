/**
 * The weights of all agents. Most of an agent's K weights are at the floor and so one and the same number,
 * the agent's base; the others, its actives, stand in a list in the order of the components.
 */
export interface SparseWeights {
  /** Components above the base, from `agent * K` on, and their weights. */
  readonly active: Int32Array
  readonly activeWeights: Float64Array
  /** How many actives each agent has. */
  readonly actives: Int32Array
  readonly base: Float64Array
  /** All weights, K an agent. */
  readonly all: Float64Array
  set(agent: number, list: WeightList): void
  /** Squared Euclidean distances between an agent's weights and everyone's. */
  squaredDistances(agent: number, into: Float64Array): void
  /** The component with the largest weight, the lowest on a tie. */
  largest(agent: number): number
}

/** One mixture's weights: `length` components above the base from `offset` on, ascending. */
export interface WeightList {
  readonly components: Int32Array
  readonly weights: Float64Array
  offset: number
  length: number
  base: number
}

export function sparseWeights(size: number, count: number): SparseWeights {
  const active = new Int32Array(size * count)
  const activeWeights = new Float64Array(size * count)
  const actives = new Int32Array(size)
  const base = new Float64Array(size)
  const all = new Float64Array(size * count)
  return {
    active,
    activeWeights,
    actives,
    base,
    all,
    set(agent, { components, weights, offset, length, base: rest }) {
      const start = agent * count
      all.fill(rest, start, start + count)
      for (let m = 0; m < length; m++) {
        const a = components[offset + m]
        const weight = weights[offset + m]
        active[start + m] = a
        activeWeights[start + m] = weight
        all[start + a] = weight
      }
      actives[agent] = length
      base[agent] = rest
    },
    squaredDistances(agent, into) {
      const own = agent * count
      const ownEnd = own + actives[agent]
      const ownBase = base[agent]
      for (let other = 0; other < size; other++) {
        const start = other * count
        const end = start + actives[other]
        const otherBase = base[other]
        let sum = 0
        let union = end - start
        for (let m = start; m < end; m++) {
          const difference = activeWeights[m] - all[own + active[m]]
          sum += difference * difference
        }
        for (let m = own; m < ownEnd; m++) {
          // Actives are above the base, so what equals it is none.
          if (all[start + active[m]] !== otherBase) continue
          const difference = activeWeights[m] - otherBase
          sum += difference * difference
          union++
        }
        into[other] = sum + (count - union) * (ownBase - otherBase) * (ownBase - otherBase)
      }
    },
    largest(agent) {
      const start = agent * count
      let best = start
      for (let m = start + 1; m < start + actives[agent]; m++) {
        if (activeWeights[m] > activeWeights[best]) best = m
      }
      return actives[agent] === 0 ? 0 : active[best]
    },
  }
}
