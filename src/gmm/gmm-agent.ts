import type { Stream } from '../core/random.ts'
import type { Agent, Expression } from '../sim/agent.ts'
import type { Protocol } from '../sim/variants.ts'
import type { Mixtures, Response } from './mixtures.ts'

/** What all agents of a system share. */
export interface GmmCommons {
  readonly mixtures: Mixtures
  readonly protocol: Protocol
  readonly response: Response
  /** By agent: draws of the queries that it puts. */
  readonly queries: readonly Stream[]
  /** By agent: draws of the answers that it is given. */
  readonly answers: readonly Stream[]
  /** By agent: room for its latest query, and for the latest answer that it was given. */
  readonly queryPoints: readonly Float64Array[]
  readonly answerPoints: readonly Float64Array[]
}

/**
 * An agent that is a Gaussian mixture with a memory of points (Wang et al. 2025, Algorithm 1): a thin view
 * on one of {@link Mixtures}. Queries and messages are points, kept by the asker until its next ones.
 */
export class GmmAgent implements Agent<Float64Array | null, Float64Array> {
  readonly #index: number
  readonly #commons: GmmCommons

  constructor(index: number, commons: GmmCommons) {
    this.#index = index
    this.#commons = commons
  }

  express(): Expression {
    return { silo: this.#commons.mixtures.silo(this.#index) }
  }

  ask(): Float64Array | null {
    const { mixtures, protocol, queries, queryPoints } = this.#commons
    if (protocol === 'copy') return null
    const query = queryPoints[this.#index]
    mixtures.draw(this.#index, 'mixture', queries[this.#index], query)
    return query
  }

  reply(query: Float64Array | null, _t: number, asker: number): Float64Array {
    const { mixtures, response, answers, answerPoints } = this.#commons
    const answer = answerPoints[asker]
    if (query === null) mixtures.draw(this.#index, response, answers[asker], answer)
    else mixtures.answer(this.#index, query, response, answers[asker], answer)
    return answer
  }

  learn(message: Float64Array): void {
    this.#commons.mixtures.learn(this.#index, message)
  }
}
