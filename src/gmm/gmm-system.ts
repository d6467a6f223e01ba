import { streamAt } from '../core/random.ts'
import { squaredDistance } from '../core/vectors.ts'
import type { AgentSystem } from '../sim/agent.ts'
import { GmmAgent } from './gmm-agent.ts'
import { lineLayout } from './layout.ts'
import { drawFrom, startingWeights } from './mixture.ts'

/** What the GMM system needs to know of a design. */
export interface GmmSystemDesign {
  readonly agents: number
  /** r: points in an agent's memory. */
  readonly memory: number
  readonly spacing: number
  readonly sigma: number
  readonly epsilon: number
  readonly seed: number
}

/** The GMM system of Wang et al. (2025): K = n components, one agent starting at each. */
export function gmmSystem(design: GmmSystemDesign, replicate: number): AgentSystem<number, number> {
  const { agents: size, memory, spacing, sigma, epsilon, seed } = design
  const streams = (purpose: string) =>
    Array.from({ length: size }, (_, i) => streamAt(seed, replicate, purpose, i))
  const components = lineLayout(size, spacing, sigma)
  const first = streams('memory')
  const commons = { components, floor: epsilon, queries: streams('query'), answers: streams('answer') }
  const agents = first.map((stream, i) => {
    const weights = startingWeights(i, size, size, epsilon)
    const points = Float64Array.from({ length: memory }, () => drawFrom(weights, components, stream))
    return new GmmAgent(i, weights, points, commons)
  })
  const distances = new Float64Array(size)
  return {
    agents,
    distancesFrom(i) {
      for (let j = 0; j < size; j++) distances[j] = squaredDistance(agents[i].weights, agents[j].weights)
      return distances
    },
  }
}
