import { badInput } from '../core/errors.ts'
import type { Ties } from '../core/neighbors.ts'
import type { Order } from '../core/schedule.ts'
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

/** @throws InputError for more neighbors than there are other agents */
export function resolveCommon(input: DesignInput): CommonDesign {
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
