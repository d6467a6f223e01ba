import { badInput } from '../core/errors.ts'
import { chooseNeighbor } from '../core/neighbors.ts'
import { type Stream, streamAt, uniformInteger } from '../core/random.ts'
import { PolarState } from './polar-state.ts'
import { evenPoles, reachesLevel, requireRestricted } from './polarization.ts'
import { drawsNear } from './start-memory.ts'
import { requirePositive, requireSigma, requireWhole, type StabilityQuestion, stepsOf } from './theory.ts'

/** Theorem 2 by simulation: the question and how to run it. */
export interface PolarizationTrial extends StabilityQuestion {
  /** r. */
  readonly memory: number
  /** k: below the sizes of both poles. */
  readonly neighbors: number
  readonly runs: number
  readonly seed: number
}

/** In how many runs what was seen. */
export interface PolarizationCounts {
  readonly runs: number
  /** Steps of one agent in each run: C m ln m, rounded. */
  readonly steps: number
  /** Level-ℓ polarized at the end: the event of Theorem 2 (i). */
  readonly stayed: number
  /** Level-ℓ polarized at every step up to the end. */
  readonly throughout: number
  /** Level-(ℓ + 1) polarized at the end: the event of Theorem 2 (ii). */
  readonly advanced: number
}

/**
 * Runs the two-pole chain from level-ℓ polarized states: half of the agents at either pole, their weights
 * at the very border of I_ℓ (the weakest such state), their memories drawn from the pole's component given
 * that they lie in I₊ or I₋. A partner is the agent itself with probability 1/m and otherwise uniform
 * among its k nearest, ties at random: the chain as the shared loop runs it.
 *
 * The theorem's event is being polarized *at the end*. A run may leave the level in between and come back,
 * since a datum outside I₊ is the first to be replaced; this is why the bound is loose: its first factor is
 * the probability that no datum ever falls outside.
 *
 * @throws InputError for values outside the theorem's range
 */
export function simulatePolarization(trial: PolarizationTrial): PolarizationCounts {
  const { agents, sigma, level, constant, memory, neighbors, runs, seed } = trial
  requireWhole('agents', agents, 2)
  requireSigma(sigma)
  requirePositive('level', level)
  requirePositive('constant', constant)
  requireWhole('memory', memory, 1)
  requireWhole('simulate', runs, 1)
  requireWhole('seed', seed, 0)
  requireRestricted(neighbors, agents)
  const steps = Math.round(stepsOf(agents, constant))
  if (!Number.isSafeInteger(steps)) throw badInput('constant', constant, 'a number with C m ln m below 2^53')

  const counts = { stayed: 0, throughout: 0, advanced: 0 }
  const state = new PolarState(agents, memory, sigma)
  for (let run = 0; run < runs; run++) {
    const stream = streamAt(seed, run, 'polarization')
    polarize(state, level, stream)
    let throughout = true
    for (let step = 0; step < steps; step++) {
      const actor = oneStep(state, neighbors, stream)
      // The others have not changed, so the state stays at the level if the actor does.
      throughout &&= reachesLevel(state.levelOf(actor), level)
    }
    const reached = state.level()
    if (reachesLevel(reached, level)) counts.stayed++
    if (throughout) counts.throughout++
    if (reachesLevel(reached, level + 1)) counts.advanced++
  }
  return { runs, steps, ...counts }
}

function polarize(state: PolarState, level: number, stream: Stream): void {
  const near = drawsNear(state.sigma)
  const [first] = evenPoles(state.agents)
  for (let i = 0; i < state.agents; i++) {
    const pole = i < first ? 1 : -1
    state.setLogOdds(i, (pole * level) / state.sigma ** 2)
    state.setMemory(i, () => near(pole, stream.uniform()))
  }
}

/** One step of the chain; returns the agent that acted. */
function oneStep(state: PolarState, neighbors: number, stream: Stream): number {
  const { agents } = state
  const actor = uniformInteger(stream.uniform(), agents)
  const mirrors = stream.uniform() < 1 / agents
  const draw = { rank: stream.uniform(), tie: stream.uniform() }
  const partner = mirrors
    ? actor
    : chooseNeighbor(actor, state.distancesFrom(actor), neighbors, 'random', draw)
  const pole = stream.uniform() < state.weights[partner] ? 1 : -1
  state.learn(actor, pole + state.sigma * stream.normal())
  return actor
}
