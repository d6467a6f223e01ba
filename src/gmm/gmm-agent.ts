import type { Stream } from '../core/random.ts'
import { argmax } from '../core/vectors.ts'
import type { Agent, Expression } from '../sim/agent.ts'
import { likelihoodRow, updateWeights } from './expectation-maximization.ts'
import type { Components } from './layout.ts'
import { farthest } from './memory.ts'
import { drawFrom } from './mixture.ts'

/** What all agents of a system share. */
export interface GmmCommons {
  readonly components: Components
  /** ε: weights stay inside [floor, 1 - floor]. */
  readonly floor: number
  /** By agent: draws of the queries that it puts. */
  readonly queries: readonly Stream[]
  /** By agent: draws of the answers that it is given. */
  readonly answers: readonly Stream[]
}

/**
 * An agent that is a Gaussian mixture with a memory of points (Wang et al. 2025, Algorithm 1).
 * A query and a message are points.
 */
export class GmmAgent implements Agent<number, number> {
  /** The K mixture weights: what the agent expresses. */
  readonly weights: Float64Array
  /** The r points of its memory. */
  readonly memory: Float64Array
  readonly #index: number
  readonly #commons: GmmCommons
  readonly #likelihoods: Float64Array[]

  constructor(index: number, weights: Float64Array, memory: Float64Array, commons: GmmCommons) {
    this.weights = weights
    this.memory = memory
    this.#index = index
    this.#commons = commons
    this.#likelihoods = Array.from(memory, (point) => likelihoodRow(commons.components, point))
  }

  express(): Expression {
    return { silo: argmax(this.weights) }
  }

  ask(): number {
    return drawFrom(this.weights, this.#commons.components, this.#commons.queries[this.#index])
  }

  reply(query: number, _t: number, asker: number): number {
    const { components, floor, answers } = this.#commons
    const likelihoods = this.#likelihoods.with(farthest(this.memory, query), likelihoodRow(components, query))
    const updated = new Float64Array(this.weights.length)
    updateWeights(likelihoods, this.weights, floor, updated)
    return drawFrom(updated, components, answers[asker])
  }

  learn(message: number): void {
    const replaced = farthest(this.memory, message)
    this.memory[replaced] = message
    this.#likelihoods[replaced] = likelihoodRow(this.#commons.components, message)
    updateWeights(this.#likelihoods, this.weights, this.#commons.floor, this.weights)
  }
}
