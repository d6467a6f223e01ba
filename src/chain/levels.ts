import type { Step } from '../sim/simulate.ts'
import type { ChainSystem } from './chain-system.ts'

/** A step of a chain with the level of polarization of the state at its time. */
export type LeveledStep = Step & {
  /** null where the state is polarized at no level. */
  readonly level: number | null
}

/**
 * Adds to each step of a chain the level of polarization at its time.
 *
 * @param steps of this system, from the shared loop, none of them taken yet
 */
export async function* withLevels(
  system: ChainSystem,
  steps: AsyncIterable<Step>,
): AsyncGenerator<LeveledStep, void, undefined> {
  // The loop yields the step of t when the exchange towards t + 1 is over: the level of t is one behind.
  let level = system.level()
  for await (const step of steps) {
    yield { ...step, level }
    level = system.level()
  }
}
