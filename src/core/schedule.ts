import { chooseNeighbor, type Ties } from './neighbors.ts'
import { permutation, type Stream, streamAt } from './random.ts'

/** Who acts in a step, and when the others see it. */
export type Order = 'synchronous' | 'sequential' | 'single'

/** What the schedule needs to know of a design. */
export interface ScheduleDesign {
  readonly agents: number
  readonly mirror: number
  readonly neighbors: number
  readonly ties: Ties
  readonly seed: number
}

/** The random decisions of one step. */
export interface StepSchedule {
  /** The agents that act, in the order in which they act. */
  readonly actors: readonly number[]
  /**
   * The partner of an agent: itself where it mirrors.
   *
   * @param distances from this agent to each agent; called only where the choice depends on them
   */
  partner(agent: number, distances: () => ArrayLike<number>): number
  /** The same partner where no distance has a say in it, as of an agent that mirrors; null where one has. */
  partnerUnseen(agent: number): number | null
}

/** The random decisions about who listens to whom, shared by all systems of one design and replicate. */
export interface Schedule {
  /** The decisions of the coming step; the first call is for the step from t = 0 to t = 1. */
  next(order: Order): StepSchedule
}

/**
 * The schedule of one replicate: mirror coins and neighbor draws are functions of
 * (seed, replicate, time, agent, purpose) and of nothing else. Each agent has one stream, of which every
 * step takes three uniforms (coin, rank, tie) whether it needs them or not.
 */
export function scheduleOf(design: ScheduleDesign, replicate: number): Schedule {
  const { agents, mirror, neighbors, ties, seed } = design
  const streams: Stream[] = []
  for (let i = 0; i < agents; i++) streams.push(streamAt(seed, replicate, 'partner', i))
  const orders = streamAt(seed, replicate, 'order')
  const everyone = streams.map((_, i) => i)
  return {
    next(order) {
      const draws = streams.map((stream) => ({
        coin: stream.uniform(),
        rank: stream.uniform(),
        tie: stream.uniform(),
      }))
      const unseen = (agent: number) => {
        const draw = draws[agent]
        if (draw.coin < mirror) return agent
        if (neighbors < agents - 1) return null
        return chooseNeighbor(agent, { length: agents }, neighbors, ties, draw)
      }
      const actors = order === 'synchronous' ? everyone : permutation(agents, orders)
      return {
        actors: order === 'single' ? actors.slice(0, 1) : actors,
        partner: (agent, distances) =>
          unseen(agent) ?? chooseNeighbor(agent, distances(), neighbors, ties, draws[agent]),
        partnerUnseen: unseen,
      }
    },
  }
}
