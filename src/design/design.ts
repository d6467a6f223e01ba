import { badInput } from '../core/errors.ts'
import type { Ties } from '../core/neighbors.ts'
import type { Order } from '../core/schedule.ts'
import type { GmmSystemDesign } from '../gmm/gmm-system.ts'
import type { FlowerReader } from '../llm/flowers.ts'
import type { DesignInput } from './fields.ts'

/** What the designs of all systems have in common; replicate and schedule go by it. */
export interface CommonDesign {
  readonly agents: number
  readonly steps: number
  readonly mirror: number
  readonly neighbors: number
  readonly memory: number
  readonly seed: number
  readonly order: Order
  readonly ties: Ties
}

export interface GmmDesign extends CommonDesign, GmmSystemDesign {
  readonly system: 'gmm'
  /** The file of layout custom; null for the others. */
  readonly components: string | null
}

export interface LlmDesign extends CommonDesign {
  readonly system: 'llm'
  readonly model: string
  /** References to the same model elsewhere: they share the calls, and are no part of what a run is known by. */
  readonly furtherServers: readonly string[]
  readonly embedder: string
  readonly preset: 'released'
  readonly prompt: string
  readonly corpus: string
  readonly reader: FlowerReader
  readonly protocol: 'copy'
  readonly temperature: number
  readonly topK: number
  readonly topP: number
  readonly minP: number
  readonly repeatPenalty: number
  readonly maxTokens: number
  readonly context: number
  readonly retries: number
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

function resolveCommon(input: DesignInput): CommonDesign {
  const agents = input.agents ?? 30
  const neighbors = input.neighbors ?? agents - 1
  if (neighbors > agents - 1) {
    throw badInput('neighbors', neighbors, `a whole number from 1 to ${agents - 1} (agents - 1)`)
  }
  return {
    agents,
    steps: input.steps ?? 80,
    mirror: input.mirror ?? 0.2,
    neighbors,
    memory: input.memory ?? 5,
    seed: input.seed ?? 1,
    order: input.order ?? 'synchronous',
    ties: input.ties ?? 'random',
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

function resolveLlm(common: CommonDesign, input: DesignInput): LlmDesign {
  const [model, ...furtherServers] = [input.model ?? 'gguf:tinyllama'].flat()
  return {
    system: 'llm',
    ...common,
    model,
    furtherServers,
    embedder: input.embedder ?? 'transformers:Xenova/all-MiniLM-L6-v2',
    preset: input.preset ?? 'released',
    prompt: input.prompt ?? 'released',
    corpus: input.corpus ?? 'prettiest-flower',
    reader: input.reader ?? 'words',
    protocol: 'copy',
    temperature: input.temperature ?? 0.75,
    topK: input['top-k'] ?? 0,
    topP: input['top-p'] ?? 1,
    minP: input['min-p'] ?? 0,
    repeatPenalty: input['repeat-penalty'] ?? 1,
    maxTokens: input['max-tokens'] ?? 500,
    context: input.context ?? 2048,
    retries: input.retries ?? 4,
  }
}
