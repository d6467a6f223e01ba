import { badInput } from '../core/errors.ts'
import type { Stream } from '../core/random.ts'
import { drawFrom, type Point } from './chain-agent.ts'
import { logSumExp, softplus } from './log-space.ts'
import { areThePoles } from './means.ts'
import { drawsNear } from './start-memory.ts'

/**
 * The state of a chain at t = 0.
 *
 * - `polarized`: every agent belongs to a pole, with log-odds ±ℓ/σ² for it against all others, which share
 *   the rest evenly. Its memory is drawn from the pole's component; between the two poles ±1, given that
 *   it lies in I₊ or I₋, so that the state is level-ℓ polarized and no more.
 * - `neutral`: all weights are equal; memories are drawn from the agent's own mixture.
 * - `random`: weights are uniform on the simplex (for two poles: w uniform on (0, 1)); memories likewise.
 */
export type ChainStart =
  | {
      readonly kind: 'polarized'
      /** ℓ, above 0. */
      readonly level: number
      /** Agents at each pole, in the order of the agents; absent: as even as can be. */
      readonly split?: readonly number[]
    }
  | { readonly kind: 'neutral' }
  | { readonly kind: 'random' }

/** The streams that a start draws from, of one agent. */
export interface StartStreams {
  readonly weights: Stream
  readonly memory: Stream
}

/** What a start needs to know of a chain. */
export interface StartDesign {
  readonly agents: number
  readonly memory: number
  readonly sigma: number
  readonly start: ChainStart
}

/** An agent's state at t = 0. */
export interface StartState {
  readonly logWeights: Float64Array
  readonly memory: readonly Point[]
}

/**
 * The state of every agent at t = 0.
 *
 * @throws InputError for a level that is not above 0, or a split that does not fit agents and means
 */
export function startStates(
  design: StartDesign,
  means: readonly (readonly number[])[],
  streams: readonly StartStreams[],
): readonly StartState[] {
  const { agents, memory, sigma, start } = design
  const own = start.kind === 'polarized' ? polesOf(start, agents, means.length) : null
  const near = areThePoles(means) ? drawsNear(sigma) : null
  return streams.map(({ weights: weightDraws, memory: draws }, i) => {
    const pole = own?.[i] ?? null
    const logWeights =
      start.kind === 'polarized' && pole !== null
        ? leaning(means.length, pole, start.level / sigma ** 2)
        : unpolarized(means.length, start.kind === 'random' ? weightDraws : null)
    const point = (): Point => {
      if (pole === null) return drawFrom(logWeights.map(Math.exp), means, sigma, draws)
      if (near !== null) return Float64Array.of(near(means[pole][0], draws.uniform()))
      return drawFrom([1], [means[pole]], sigma, draws)
    }
    return { logWeights, memory: Array.from({ length: memory }, point) }
  })
}

/** The pole of each agent. */
function polesOf(
  start: ChainStart & { readonly kind: 'polarized' },
  agents: number,
  count: number,
): readonly number[] {
  if (!(start.level > 0 && Number.isFinite(start.level)))
    throw badInput('level', start.level, 'a number above 0')
  const even = (pole: number) => Math.floor((agents + count - 1 - pole) / count)
  const split = start.split ?? Array.from({ length: count }, (_, pole) => even(pole))
  const whole = split.every((size) => Number.isSafeInteger(size) && size >= 0)
  if (!whole || split.length !== count || split.reduce((sum, size) => sum + size, 0) !== agents) {
    throw badInput('split', split, `${count} whole numbers that sum to ${agents} agents`)
  }
  return split.flatMap((size, pole) => Array.from({ length: size }, () => pole))
}

/** Log-weights with the given log-odds for one component, the others sharing the rest. */
function leaning(count: number, pole: number, logOdds: number): Float64Array {
  const rest = -softplus(logOdds) - Math.log(count - 1)
  return new Float64Array(count).fill(rest).with(pole, -softplus(-logOdds))
}

/** Equal weights, or with a stream uniform ones: normalized exponentials (Devroye 1986, section V.2). */
function unpolarized(count: number, stream: Stream | null): Float64Array {
  if (stream === null) return new Float64Array(count).fill(-Math.log(count))
  const parts = Float64Array.from({ length: count }, () =>
    Math.log(-Math.log1p(-Math.max(stream.uniform(), 2 ** -54))),
  )
  const total = logSumExp(parts)
  return parts.map((part) => part - total)
}
