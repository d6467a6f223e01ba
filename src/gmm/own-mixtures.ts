import type { Stream } from '../core/random.ts'
import { argmax, squaredDistance } from '../core/vectors.ts'
import { type Components, volumeSpreads } from './components.ts'
import { drawComponent, drawWithFactor } from './draws.ts'
import { emStep, type MixtureState, mostResponsible } from './em-step.ts'
import { memoriesOf } from './memories.ts'
import type { Mixtures, MixturesDesign } from './mixtures.ts'
import { startingComponent } from './starting-weights.ts'

/** How covariances change. */
export interface OwnMixturesDesign extends MixturesDesign {
  readonly covariance: 'em' | 'volume'
  /** Least standard deviation. */
  readonly covarianceFloor: number
}

/**
 * Mixtures whose covariances each agent learns by one M-step a time, about the common means (the paper's
 * Figure 10 has one such run).
 */
export function ownMixtures(
  components: Components,
  design: OwnMixturesDesign,
  starts: readonly Stream[],
): Mixtures {
  const { size, floor, memory: slots, memoryRule, ageDecay, covariance, covarianceFloor } = design
  const { count, dimensions, means } = components
  const memories = memoriesOf(size, slots, dimensions, memoryRule, ageDecay)
  const options = { updateMeans: false, covariance, floor, covarianceFloor }
  const everyone = Int32Array.from({ length: count }, (_, a) => a)

  const drawFrom = ({ weights, factors }: MixtureState, stream: Stream, into: Float64Array) => {
    const list = { components: everyone, weights, offset: 0, length: count, base: 0 }
    const a = drawComponent(stream.uniform(), count, list)
    drawWithFactor(factors, a, means, a * dimensions, stream, into)
  }

  /** The memory of an agent, with a query in place of one slot. */
  const memoryOf = (agent: number, replaced: number | null, query: Float64Array | null): Float64Array[] =>
    Array.from({ length: slots }, (_, slot) => {
      const offset = (agent * slots + slot) * dimensions
      return slot === replaced && query !== null
        ? query
        : memories.points.subarray(offset, offset + dimensions)
    })

  /** Draws around a random element of a memory, with the spread of the component most responsible for it. */
  const drawFromMemory = (
    state: MixtureState,
    memory: readonly Float64Array[],
    stream: Stream,
    into: Float64Array,
  ) => {
    const at = memory[Math.min(Math.floor(stream.uniform() * slots), slots - 1)]
    drawWithFactor(state.factors, mostResponsible(state, at), at, 0, stream, into)
  }

  const spread = startingSpread(components)
  const point = new Float64Array(dimensions)
  const agents: MixtureState[] = []
  for (let agent = 0; agent < size; agent++) {
    const weights = new Float64Array(count).fill(floor / size)
    weights[startingComponent(agent, count)] = 1 - floor
    const state = { weights, means, ...spread }
    agents.push(state)
    for (let slot = 0; slot < slots; slot++) {
      drawFrom(state, starts[agent], point)
      memories.points.set(point, (agent * slots + slot) * dimensions)
    }
  }

  return {
    size,
    dimensions,
    silo: (agent) => argmax(agents[agent].weights),
    weights: (agent) => agents[agent].weights.slice(),
    spreads: (agent) => volumeSpreads(agents[agent].logDeterminants, dimensions),
    squaredDistances(agent, into) {
      for (let j = 0; j < size; j++) into[j] = squaredDistance(agents[agent].weights, agents[j].weights)
    },
    draw(agent, response, stream, into) {
      if (response === 'memory') drawFromMemory(agents[agent], memoryOf(agent, null, null), stream, into)
      else drawFrom(agents[agent], stream, into)
    },
    answer(agent, query, response, stream, into) {
      const replaced = memories.replaced(agent, query)
      const memory = memoryOf(agent, replaced, query)
      const after = emStep(memory, memories.importance(agent, replaced), agents[agent], options)
      if (response === 'memory') drawFromMemory(after, memory, stream, into)
      else drawFrom(after, stream, into)
    },
    learn(agent, message) {
      memories.put(agent, memories.replaced(agent, message), message)
      const importance = memories.importance(agent, null)
      agents[agent] = emStep(memoryOf(agent, null, null), importance, agents[agent], options)
    },
  }
}

/** The covariances that all agents start with. */
function startingSpread({
  count,
  dimensions,
  spread,
}: Components): Pick<MixtureState, 'factors' | 'logDeterminants'> {
  if (spread.kind === 'full') return spread
  const factors = new Float64Array(count * dimensions * dimensions)
  for (let a = 0; a < count; a++) {
    for (let m = 0; m < dimensions; m++) factors[(a * dimensions + m) * dimensions + m] = spread.sigma
  }
  const logDeterminants = new Float64Array(count).fill(2 * dimensions * Math.log(spread.sigma))
  return { factors, logDeterminants }
}
