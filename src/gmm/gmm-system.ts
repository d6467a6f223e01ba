import { streamAt } from '../core/random.ts'
import type { AgentSystem } from '../sim/agent.ts'
import type { MemoryRule, Protocol } from '../sim/variants.ts'
import { clusterSilos } from './cluster-silos.ts'
import { type Components, circleLayout, lineLayout, simplexLayout } from './components.ts'
import { GmmAgent } from './gmm-agent.ts'
import type { Mixtures, Response } from './mixtures.ts'
import { ownMixtures } from './own-mixtures.ts'
import { sharedMixtures } from './shared-mixtures.ts'

/** Where the component means lie. `custom`: given with the design. */
export type Layout = 'line' | 'circle' | 'simplex' | 'custom'

/** How covariances change: never, by EM, or by EM with the determinant kept. */
export type CovarianceRule = 'fixed' | 'em' | 'volume'

/** How silos are read: from each agent's largest weight, or by clustering the weight vectors of all. */
export type SiloReading = 'argmax' | 'cluster'

/** What the GMM system needs to know of a design. */
export interface GmmSystemDesign {
  readonly agents: number
  /** r: points in an agent's memory. */
  readonly memory: number
  readonly layout: Layout
  /** Distance between neighboring means. */
  readonly spacing: number
  /** Standard deviation of every component, at the start. */
  readonly sigma: number
  readonly epsilon: number
  readonly covariance: CovarianceRule
  /** Least standard deviation where covariances change. */
  readonly covarianceFloor: number
  readonly protocol: Protocol
  readonly response: Response
  readonly memoryRule: MemoryRule
  /** Weight of a memory element relative to the next younger one. */
  readonly ageDecay: number
  readonly siloReading: SiloReading
  readonly seed: number
}

/** A GMM system, and its mixtures to be looked at. */
export type GmmSystem = AgentSystem<Float64Array | null, Float64Array> & { readonly mixtures: Mixtures }

/**
 * The GMM system of Wang et al. (2025), one agent starting at each component.
 *
 * @param custom the components of layout `custom`; null for the other layouts, which have K = n
 */
export function gmmSystem(
  design: GmmSystemDesign,
  replicate: number,
  custom: Components | null = null,
): GmmSystem {
  const { agents: size, seed, protocol, response } = design
  const streams = (purpose: string) =>
    Array.from({ length: size }, (_, i) => streamAt(seed, replicate, purpose, i))
  const mixtures = mixturesOf(design, custom ?? componentsOf(design), streams('memory'))
  const points = () => Array.from({ length: size }, () => new Float64Array(mixtures.dimensions))
  const commons = {
    mixtures,
    protocol,
    response,
    queries: streams('query'),
    answers: streams('answer'),
    queryPoints: points(),
    answerPoints: points(),
  }
  const distances = new Float64Array(size)
  return {
    mixtures,
    agents: Array.from({ length: size }, (_, i) => new GmmAgent(i, commons)),
    ...(design.siloReading === 'cluster' && { silos: () => clusterSilos(mixtures) }),
    distancesFrom(i) {
      mixtures.squaredDistances(i, distances)
      return distances
    },
  }
}

function componentsOf({ layout, agents, spacing, sigma }: GmmSystemDesign): Components {
  switch (layout) {
    case 'line':
      return lineLayout(agents, spacing, sigma)
    case 'circle':
      return circleLayout(agents, spacing, sigma)
    case 'simplex':
      return simplexLayout(agents, spacing, sigma)
    case 'custom':
      throw new RangeError('layout custom: expected its components')
  }
}

function mixturesOf(
  design: GmmSystemDesign,
  components: Components,
  starts: ReturnType<typeof streamAt>[],
): Mixtures {
  const { agents: size, epsilon: floor, memory, memoryRule, ageDecay, covariance, covarianceFloor } = design
  const common = { size, floor, memory, memoryRule, ageDecay }
  if (covariance === 'fixed') return sharedMixtures(components, common, starts)
  return ownMixtures(components, { ...common, covariance, covarianceFloor }, starts)
}
