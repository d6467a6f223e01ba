import type { Stream } from '../core/random.ts'
import { argmax, squaredDistance } from '../core/vectors.ts'
import type { Agent, Expression } from '../sim/agent.ts'
import { tiltOf, updatedLogWeights } from './update.ts'

/** A point of R^d: a memory element, and what partners send. */
export type Point = Float64Array

/** What all agents of a chain share. */
export interface ChainCommons {
  readonly means: readonly (readonly number[])[]
  readonly sigma: number
  /** By agent: draws of the answers that it is given. */
  readonly answers: readonly Stream[]
}

/** One agent of the Markov chain of Wang et al. (2025), section 2.3: it asks nothing and is sent a point. */
export class ChainAgent implements Agent<null, Point> {
  /** The mixture weights: what the agent expresses. */
  readonly weights: Float64Array
  readonly memory: Point[]
  readonly #commons: ChainCommons
  readonly #tilts: Float64Array[]
  #logWeights: Float64Array

  constructor(logWeights: Float64Array, memory: readonly Point[], commons: ChainCommons) {
    this.#logWeights = logWeights
    this.weights = logWeights.map(Math.exp)
    this.memory = [...memory]
    this.#commons = commons
    this.#tilts = memory.map((point) => tiltOf(point, commons.means, commons.sigma))
  }

  /** Log-odds of the first pole against the second, precise at both ends; meant for two poles. */
  get logOdds(): number {
    return this.#logWeights[0] - this.#logWeights[1]
  }

  express(): Expression {
    return { silo: argmax(this.#logWeights) }
  }

  ask(): null {
    return null
  }

  reply(_query: null, _t: number, asker: number): Point {
    const { means, sigma, answers } = this.#commons
    return drawFrom(this.weights, means, sigma, answers[asker])
  }

  learn(message: Point): void {
    const { means, sigma } = this.#commons
    const replaced = farthest(this.memory, message)
    this.memory[replaced] = message
    this.#tilts[replaced] = tiltOf(message, means, sigma)
    this.#logWeights = updatedLogWeights(this.#logWeights, this.#tilts)
    for (let j = 0; j < this.weights.length; j++) this.weights[j] = Math.exp(this.#logWeights[j])
  }
}

/** A draw from the mixture: one uniform for the component, then one normal a dimension. */
export function drawFrom(
  weights: ArrayLike<number>,
  means: readonly (readonly number[])[],
  sigma: number,
  stream: Stream,
): Point {
  const mean = means[componentAt(weights, stream.uniform())]
  return Float64Array.from(mean, (coordinate) => coordinate + sigma * stream.normal())
}

/** The component that a uniform falls on; the heaviest where rounding leaves it beyond the sum. */
function componentAt(weights: ArrayLike<number>, uniform: number): number {
  let below = 0
  for (let j = 0; j < weights.length; j++) {
    below += weights[j]
    if (uniform < below) return j
  }
  return argmax(weights)
}

/** The index of the element farthest from a point, the lowest on a tie: the one that the point replaces. */
function farthest(memory: readonly Point[], point: Point): number {
  const distances = memory.map((element) => squaredDistance(element, point))
  return argmax(distances)
}
