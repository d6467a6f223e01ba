import { type Stream, streamAt, uniformInteger } from '../core/random.ts'
import type { Agent, AgentSystem, Expression } from '../sim/agent.ts'

/** What a voter system needs to know of a design. */
export interface VoterDesign {
  readonly agents: number
  /** Probability that an agent takes a random silo instead of its partner's; 0: the plain voter model. */
  readonly noise: number
  readonly seed: number
}

/**
 * The voter model (Holley and Liggett 1975), or with noise that of Granovsky and Madras (1995), on the
 * k-nearest-neighbor graph: agents start in silos of their own and take their partner's silo as it is.
 * Agents of one silo are at distance 0, others at distance 1. The baseline that any proxy must beat.
 */
export function voterSystem(design: VoterDesign, replicate: number): AgentSystem<null, number> {
  const { agents: size, noise, seed } = design
  const agents = Array.from(
    { length: size },
    (_, i) => new VoterAgent(i, size, noise, streamAt(seed, replicate, 'noise', i)),
  )
  const distances = new Float64Array(size)
  return {
    agents,
    distancesFrom(i) {
      for (let j = 0; j < size; j++) distances[j] = agents[j].silo === agents[i].silo ? 0 : 1
      return distances
    },
  }
}

class VoterAgent implements Agent<null, number> {
  silo: number
  readonly #silos: number
  readonly #noise: number
  readonly #draws: Stream

  constructor(silo: number, silos: number, noise: number, draws: Stream) {
    this.silo = silo
    this.#silos = silos
    this.#noise = noise
    this.#draws = draws
  }

  express(): Expression {
    return { silo: this.silo }
  }

  ask(): null {
    return null
  }

  reply(): number {
    return this.silo
  }

  /** Two uniforms a message, whether there is noise or not. */
  learn(message: number): void {
    const isNoise = this.#draws.uniform() < this.#noise
    const other = uniformInteger(this.#draws.uniform(), this.#silos)
    this.silo = isNoise ? other : message
  }
}
