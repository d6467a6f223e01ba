import { Command } from 'commander'
import { largestRestricted, requireRestricted } from '../chain/polarization.ts'
import { type PolarizationTrial, simulatePolarization } from '../chain/simulate-polarization.ts'
import {
  type Bound,
  logExistenceProbability,
  requireWhole,
  type StabilityQuestion,
  stabilityBounds,
} from '../chain/theory.ts'
import { badInput } from '../core/errors.ts'
import { wilsonInterval } from '../core/wilson-interval.ts'
import { print, printJson, table } from './output.ts'

/** A share of trials with its confidence interval. */
interface Share {
  readonly simulated: number
  readonly interval: readonly [number, number]
}

interface TheoryOptions extends StabilityQuestion {
  readonly memory: number
  readonly neighbors?: number
  readonly simulate?: number
  readonly seed: number
  readonly json?: true
}

const confidence = 0.95

export function theoryCommand(): Command {
  return new Command('theory')
    .description('bounds of Theorems 1 and 2 on polarization, beside simulated probabilities')
    .option('--agents <number>', 'agents m (3 or more)', number('agents'), 30)
    .option('--memory <number>', "points r in an agent's memory", number('memory'), 5)
    .option('--sigma <number>', 'standard deviation of both components', number('sigma'), 0.2)
    .option('--level <number>', 'level of polarization at the start', number('level'), 1)
    .option('--constant <number>', 'C: the chain runs for C m ln m steps', number('constant'), 10)
    .option(
      '--neighbors <number>',
      'neighbors k, fewer than agents at either pole (default: as many as can be)',
      number('neighbors'),
    )
    .option('--simulate <runs>', 'simulate so many runs', number('simulate'))
    .option('--seed <number>', 'root seed of the simulation', number('seed'), 1)
    .option('--json', 'print JSON')
    .action((options: TheoryOptions) => {
      const answer = theoryAnswer(options)
      if (options.json) printJson(answer)
      else print(theoryText(answer))
    })
}

/** What the command prints. */
export interface TheoryAnswer extends StabilityQuestion {
  readonly memory: number
  /** null where so few agents leave no room for a restriction. */
  readonly neighbors: number | null
  /** C m ln m, not rounded. */
  readonly steps: number
  readonly stay: Bound & Partial<Share>
  readonly advance: Bound & Partial<Share>
  /** Natural logarithm of Theorem 1's q. */
  readonly logQ: number
  readonly simulation?: {
    readonly runs: number
    readonly steps: number
    readonly seed: number
    /** Of the intervals. */
    readonly confidence: number
    /** Runs that were level-ℓ polarized at every step, not at the end alone. */
    readonly throughout: Share
  }
}

/** @throws InputError for values outside the theorems' ranges */
export function theoryAnswer(options: TheoryOptions): TheoryAnswer {
  const { agents, memory, sigma, level, constant, seed, simulate } = options
  requireWhole('seed', seed, 0)
  const logQ = logExistenceProbability(agents, memory, sigma)
  const bounds = stabilityBounds({ agents, sigma, level, constant })
  const neighbors = options.neighbors ?? largestRestricted(agents)
  if (options.neighbors !== undefined) requireRestricted(options.neighbors, agents)
  const question = { agents, memory, sigma, level, constant, neighbors, ...bounds, logQ }
  if (simulate === undefined) return question
  return {
    ...question,
    ...simulated({ ...question, neighbors: neighbors ?? 0, runs: simulate, seed }, bounds),
  }
}

function simulated(trial: PolarizationTrial, bounds: { readonly stay: Bound; readonly advance: Bound }) {
  const { runs, steps, stayed, throughout, advanced } = simulatePolarization(trial)
  const share = (count: number): Share => ({
    simulated: count / runs,
    interval: wilsonInterval(count, runs, confidence),
  })
  return {
    stay: { ...bounds.stay, ...share(stayed) },
    advance: { ...bounds.advance, ...share(advanced) },
    simulation: { runs, steps, seed: trial.seed, confidence, throughout: share(throughout) },
  }
}

function theoryText(answer: TheoryAnswer): string {
  const { agents, memory, sigma, level, constant, neighbors, steps, stay, advance, logQ, simulation } = answer
  const row = (name: string, { bound, simulated: share, interval }: TheoryAnswer['stay']) => [
    name,
    bound.toExponential(6),
    ...(share === undefined || interval === undefined
      ? []
      : [share.toFixed(4), interval.map((end) => end.toFixed(4)).join(' to ')]),
  ]
  const heads = [
    'after N steps',
    'at least',
    ...(simulation === undefined ? [] : ['simulated', '95 % interval']),
  ]
  const length =
    simulation === undefined ? steps.toFixed(2) : `${steps.toFixed(2)}, simulated ${simulation.steps}`
  return [
    `m = ${agents} agents, memory r = ${memory}, σ = ${sigma}, from level ${level}, C = ${constant}`,
    `Theorem 2 (k below both poles${neighbors === null ? '' : `, here k = ${neighbors}`}), N = C m ln m = ${length}`,
    table(heads, [row(`still level ${level}`, stay), row(`level ${level + 1}`, advance)]),
    ...(simulation === undefined ? [] : [simulationText(simulation, level)]),
    '',
    `Theorem 1: level-1 polarized within (5r + 2)m = ${(5 * memory + 2) * agents} steps with probability q > 0,`,
    `ln q = ${logQ.toFixed(3)}, so q is about 10^${(logQ / Math.LN10).toFixed(1)}`,
  ].join('\n')
}

function simulationText(simulation: NonNullable<TheoryAnswer['simulation']>, level: number): string {
  const { runs, seed, throughout } = simulation
  return (
    `${runs} runs from seed ${seed}. A bound is no prediction: it nearly demands level ${level} at every step,\n` +
    `which a share of ${throughout.simulated.toFixed(4)} kept; other runs left the level and came back to it.`
  )
}

/** A parser for a flag that takes a number; the theory itself checks the range. */
function number(name: string): (text: string) => number {
  return (text) => {
    const value = text.trim() === '' ? Number.NaN : Number(text)
    if (!Number.isFinite(value)) throw badInput(name, text, 'a number')
    return value
  }
}
