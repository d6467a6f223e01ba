import type { Stream } from '../core/random.ts'
import type { MemoryRule } from '../sim/variants.ts'

/** What an answer is drawn from. */
export type Response = 'mixture' | 'memory'

/**
 * The mixtures and memories of all agents. Points are vectors of d numbers; a `Float64Array` that is handed
 * in to be written to belongs to the caller.
 */
export interface Mixtures {
  readonly size: number
  readonly dimensions: number
  /** The component with the largest weight, the lowest on a tie. */
  silo(agent: number): number
  /** The K weights, in an array of their own. */
  weights(agent: number): Float64Array
  /**
   * The spread of each component: |Σ|^(1/2d), in one dimension its standard deviation; in an array of their own.
   */
  spreads(agent: number): Float64Array
  /** Writes the squared Euclidean distances between an agent's weight vector and everyone's. */
  squaredDistances(agent: number, into: Float64Array): void
  /** Draws a point from an agent as it is. */
  draw(agent: number, response: Response, stream: Stream, into: Float64Array): void
  /** Draws an answer of an agent that has taken a query in; the agent itself does not change. */
  answer(agent: number, query: Float64Array, response: Response, stream: Stream, into: Float64Array): void
  /** Puts a point into an agent's memory and updates its weights (and what else its mixture learns). */
  learn(agent: number, point: Float64Array): void
}

/** What mixtures start from. */
export interface MixturesDesign {
  readonly size: number
  /** ε: weights stay inside [floor, 1 - floor]. */
  readonly floor: number
  /** r: points in a memory. */
  readonly memory: number
  readonly memoryRule: MemoryRule
  /** Weight of a memory element relative to the next younger one; 1: all count alike. */
  readonly ageDecay: number
}
