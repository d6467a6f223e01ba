import { streamAt } from '../core/random.ts'
import { squaredDistance } from '../core/vectors.ts'
import type { AgentSystem } from '../sim/agent.ts'
import { ChainAgent, type Point } from './chain-agent.ts'
import { type ChainStart, startStates } from './chain-start.ts'
import { areThePoles, poles, requireEqualNorms } from './means.ts'
import { polarizationLevel } from './polarization.ts'
import { requireSigma, requireWhole } from './theory.ts'

/** What the chain needs to know of a design. */
export interface ChainDesign {
  readonly agents: number
  /** r: points in an agent's memory. */
  readonly memory: number
  /** σ: all components have covariance σ²I. */
  readonly sigma: number
  readonly seed: number
  /** Means of one norm in d dimensions; absent: the poles 1 and -1 on a line. */
  readonly means?: readonly (readonly number[])[]
  readonly start: ChainStart
}

/** A chain as a system of agents. Silo j: the weight of mean j is the largest (0: the pole 1). */
export interface ChainSystem extends AgentSystem<null, Point> {
  readonly agents: readonly ChainAgent[]
  /** The level of polarization at present (a real number); null where there is none or the poles are not ±1. */
  level(): number | null
}

/**
 * The Markov chain of Wang et al. (2025), section 2.3: agent i hears a draw from the mixture of agent j,
 * puts it in the place of its memory element farthest from it, and takes for its weight the mean of
 * g_σ(w_i, x) over its memory.
 *
 * The published chain is this system run in order `single` with mirror = 1/m and neighbors = m - 1: then
 * the partner is i itself with probability 1/m and each other agent with (1 - 1/m)/(m - 1) = 1/m. With
 * fewer neighbors it is the k-restricted chain (i itself again with probability 1/m). `chainMirror` gives
 * the probability; it is the caller's to set, as order and neighbors are.
 *
 * @throws InputError for means of unequal norms or odd shape, σ ≤ 0, a start that does not fit
 */
export function chainSystem(design: ChainDesign, replicate: number): ChainSystem {
  const { agents: size, memory, sigma, seed, means = poles } = design
  requireWhole('agents', size, 2)
  requireWhole('memory', memory, 1)
  requireSigma(sigma)
  requireEqualNorms(means)
  const stream = (purpose: string, i: number) => streamAt(seed, replicate, purpose, i)
  const everyone = Array.from({ length: size }, (_, i) => i)
  const starts = startStates(
    design,
    means,
    everyone.map((i) => ({ weights: stream('weights', i), memory: stream('memory', i) })),
  )
  const commons = { means, sigma, answers: everyone.map((i) => stream('answer', i)) }
  const agents = starts.map((start) => new ChainAgent(start.logWeights, start.memory, commons))
  const leveled = areThePoles(means)
  const distances = new Float64Array(size)
  return {
    agents,
    distancesFrom(i) {
      for (let j = 0; j < size; j++) distances[j] = squaredDistance(agents[i].weights, agents[j].weights)
      return distances
    },
    level() {
      if (!leveled) return null
      const states = agents.map(({ logOdds, memory: points }) => ({
        logOdds,
        memory: Float64Array.from(points, (point) => point[0]),
      }))
      return polarizationLevel(states, sigma)
    },
  }
}

/** The mirror probability at which the shared loop runs the published chain: 1/m. */
export function chainMirror(agents: number): number {
  return 1 / agents
}
