import { badInput } from '../core/errors.ts'
import type { GmmSystemDesign } from '../gmm/gmm-system.ts'
import { type CommonDesign, resolveCommon } from './common-design.ts'
import type { DesignInput } from './fields.ts'
import { type LlmDesign, resolveLlm } from './llm-design.ts'

export type { LlmDesign }

export interface GmmDesign extends CommonDesign, GmmSystemDesign {
  readonly system: 'gmm'
  /** The file of layout custom; null for the others. */
  readonly components: string | null
}

/** The plain voter model has no noise. */
export interface VoterDesign extends CommonDesign {
  readonly system: 'voter' | 'noisy-voter'
  readonly noise: number
}

/** The two-pole Markov chain of the paper's theory. */
export interface ChainDesign extends CommonDesign {
  readonly system: 'chain'
  readonly sigma: number
  readonly start: 'polarized' | 'neutral' | 'random'
  /** Level of a polarized start; null for the others. */
  readonly level: number | null
}

/** A resolved design: nothing in it is left to a default. */
export type Design = GmmDesign | LlmDesign | VoterDesign | ChainDesign
export type SystemName = Design['system']

export const systemNames: readonly SystemName[] = ['gmm', 'llm', 'voter', 'noisy-voter', 'chain']

export function isSystemName(name: string): name is SystemName {
  return systemNames.some((system) => system === name)
}

/** A design without what has no say in what a run says. */
export type RecordedDesign = Exclude<Design, LlmDesign> | Omit<LlmDesign, 'furtherServers'>

/**
 * What a run is known by, and what is recorded of its design: all of it but the further servers. They may come
 * and go while a study runs.
 */
export function recordedDesign(design: Design): RecordedDesign {
  if (design.system !== 'llm') return design
  const { furtherServers, ...recorded } = design
  return recorded
}

/** Fills in what the user left open; the defaults are those of the paper and of its released code. */
export function resolveDesign<S extends SystemName>(
  system: S,
  input: DesignInput,
): Extract<Design, { system: S }>
export function resolveDesign(system: SystemName, input: DesignInput): Design {
  const common = resolveCommon(input)
  switch (system) {
    case 'gmm':
      return resolveGmm(common, input)
    case 'llm':
      return resolveLlm(common, input)
    case 'voter':
      return { system, ...common, noise: 0 }
    case 'noisy-voter':
      return { system, ...common, noise: input.noise ?? 0.01 }
    case 'chain':
      return resolveChain(common, input)
  }
}

/** One agent acts at a time and hears each of the m agents, itself included, with probability 1/m. */
function resolveChain(common: CommonDesign, input: DesignInput): ChainDesign {
  const start = input.start ?? 'random'
  if (start !== 'polarized' && input.level !== undefined)
    throw badInput('level', input.level, 'nothing, or start polarized')
  return {
    system: 'chain',
    ...common,
    order: input.order ?? 'single',
    mirror: input.mirror ?? 1 / common.agents,
    sigma: input.sigma ?? 0.2,
    start,
    level: start === 'polarized' ? (input.level ?? 1) : null,
  }
}

function resolveGmm(common: CommonDesign, input: DesignInput): GmmDesign {
  const layout = input.layout ?? 'line'
  const components = input.components ?? null
  if (layout === 'custom' && components === null)
    throw badInput('components', undefined, 'the file of layout custom')
  if (layout !== 'custom' && components !== null)
    throw badInput('components', components, 'nothing, or layout custom')
  return {
    system: 'gmm',
    ...common,
    layout,
    components,
    spacing: input.spacing ?? 1,
    sigma: input.sigma ?? 0.2,
    epsilon: input.epsilon ?? 1e-12,
    covariance: input.covariance ?? 'fixed',
    covarianceFloor: input['covariance-floor'] ?? 0.01,
    protocol: input.protocol ?? 'ask',
    response: input.response ?? 'mixture',
    memoryRule: input['memory-rule'] ?? 'farthest',
    ageDecay: input['age-decay'] ?? 1,
    siloReading: input['silo-reading'] ?? 'argmax',
  }
}
