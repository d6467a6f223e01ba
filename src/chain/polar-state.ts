import { logistic } from './log-space.ts'
import { agentLevel } from './polarization.ts'
import { updatedLogOdds } from './update.ts'

/** A state of the two-pole chain in flat arrays, for many runs. `ChainAgent` is the same rule for any means. */
export class PolarState {
  readonly agents: number
  readonly sigma: number
  /** w: by agent, its weight of the pole 1. */
  readonly weights: Float64Array
  /** 1 - w, which w itself cannot tell when it is close to 1. */
  readonly #others: Float64Array
  readonly #logOdds: Float64Array
  readonly #points: Float64Array
  readonly #memory: number
  readonly #distances: Float64Array

  constructor(agents: number, memory: number, sigma: number) {
    this.agents = agents
    this.sigma = sigma
    this.weights = new Float64Array(agents)
    this.#others = new Float64Array(agents)
    this.#logOdds = new Float64Array(agents)
    this.#points = new Float64Array(agents * memory)
    this.#memory = memory
    this.#distances = new Float64Array(agents)
  }

  logOddsOf(agent: number): number {
    return this.#logOdds[agent]
  }

  setLogOdds(agent: number, logOdds: number): void {
    this.#logOdds[agent] = logOdds
    this.weights[agent] = logistic(logOdds)
    this.#others[agent] = logistic(-logOdds)
  }

  setMemory(agent: number, point: (h: number) => number): void {
    for (let h = 0; h < this.#memory; h++) this.#points[agent * this.#memory + h] = point(h)
  }

  /** Replaces the memory element farthest from x (the first on a tie), then updates the weight. */
  learn(agent: number, x: number): void {
    const points = this.#points
    const from = agent * this.#memory
    let farthest = from
    for (let h = from + 1; h < from + this.#memory; h++) {
      if (Math.abs(points[h] - x) > Math.abs(points[farthest] - x)) farthest = h
    }
    points[farthest] = x
    this.setLogOdds(agent, updatedLogOdds(this.#logOdds[agent], points, this.sigma, from, this.#memory))
  }

  /** |w_i - w_j| by agent j, from whichever of w and 1 - w is the smaller number. */
  distancesFrom(agent: number): Float64Array {
    const side = this.#logOdds[agent] > 0 ? this.#others : this.weights
    for (let j = 0; j < this.agents; j++) this.#distances[j] = Math.abs(side[agent] - side[j])
    return this.#distances
  }

  levelOf(agent: number): number | null {
    const from = agent * this.#memory
    return agentLevel(this.#logOdds[agent], this.#points, this.sigma, from, this.#memory)
  }

  /** The level of polarization of the state; null where there is none. */
  level(): number | null {
    let lowest = Number.POSITIVE_INFINITY
    for (let i = 0; i < this.agents; i++) {
      const level = this.levelOf(i)
      if (level === null) return null
      if (level < lowest) lowest = level
    }
    return lowest
  }
}
