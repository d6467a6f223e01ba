import { logCentralProbability } from '../core/error-function.ts'
import { badInput } from '../core/errors.ts'
import { logFactorial } from './log-factorial.ts'
import { softplus } from './log-space.ts'

/** What Theorem 2 speaks of. */
export interface StabilityQuestion {
  /** m. */
  readonly agents: number
  /** σ: standard deviation of both components. */
  readonly sigma: number
  /** ℓ: the level of polarization at the start. */
  readonly level: number
  /** C: the chain runs for N = C m ln m steps of one agent. */
  readonly constant: number
}

/** Lower bounds of Theorem 2 on probabilities, with their natural logarithms (which do not underflow). */
export interface StabilityBounds {
  /** N = C m ln m, not rounded: so the published tables have it. */
  readonly steps: number
  /** (i): still level-ℓ polarized after N steps. */
  readonly stay: Bound
  /** (ii): level ℓ + 1 after N steps. */
  readonly advance: Bound
}

export interface Bound {
  readonly bound: number
  /** null where the bound is 0. */
  readonly logBound: number | null
}

/**
 * Theorem 2 of Wang et al. (2025) for k-restricted communication, k below the sizes of both poles:
 * (i) (2Φ(1/(2σ)) - 1)^N exp(-N e^(-ℓ/σ²)), (ii) (1 - m^(1-C)) times (i). The published formulas were
 * lost; these were recovered from the tables of the paper, all of whose cells they give.
 *
 * For C ≤ 1 the second bound says nothing: it is 0.
 *
 * @throws InputError for values outside the theorem's range
 */
export function stabilityBounds(question: StabilityQuestion): StabilityBounds {
  const { agents, sigma, level, constant } = question
  requireWhole('agents', agents, 2)
  requireSigma(sigma)
  requirePositive('level', level)
  requirePositive('constant', constant)
  const steps = stepsOf(agents, constant)
  const logStay = steps * (logCentralProbability(1 / (2 * sigma)) - Math.exp(-level / sigma ** 2))
  const everyoneActs = -Math.expm1((1 - constant) * Math.log(agents))
  const logAdvance = everyoneActs > 0 ? logStay + Math.log(everyoneActs) : null
  return {
    steps,
    stay: { bound: Math.exp(logStay), logBound: logStay },
    advance: { bound: logAdvance === null ? 0 : Math.exp(logAdvance), logBound: logAdvance },
  }
}

/** N = C m ln m. */
export function stepsOf(agents: number, constant: number): number {
  return constant * agents * Math.log(agents)
}

/**
 * The natural logarithm of a valid q of Theorem 1 of Wang et al. (2025): from any state the chain is
 * level-1 polarized (5r + 2)m steps later with probability q at least. The published q was lost; with
 * c = 4r + 1 this one was derived anew:
 * q = m!/m^(rm) · [(1/2 - 1/m)(2Φ(1/(6σ)) - 1)]^(rm) · (cm)!/((c!)^m m^(cm))
 *     · [(2Φ(1/(2σ)) - 1) / (2(1 + e^(3r/σ²)))]^(cm).
 *
 * @param agents m, 3 or more
 * @param memory r
 * @throws InputError for values outside this range
 */
export function logExistenceProbability(agents: number, memory: number, sigma: number): number {
  requireWhole('agents', agents, 3)
  requireWhole('memory', memory, 1)
  requireSigma(sigma)
  const rounds = 4 * memory + 1
  const logAgents = Math.log(agents)
  const gather =
    logFactorial(agents) +
    memory * agents * (Math.log(0.5 - 1 / agents) + logCentralProbability(1 / (6 * sigma)) - logAgents)
  const everyoneActs =
    logFactorial(rounds * agents) - agents * logFactorial(rounds) - rounds * agents * logAgents
  const perStep = logCentralProbability(1 / (2 * sigma)) - Math.LN2 - softplus((3 * memory) / (sigma * sigma))
  return gather + everyoneActs + rounds * agents * perStep
}

/** @throws InputError unless σ is above 0 and neither it nor 1/σ² leaves the range of a double */
export function requireSigma(sigma: number): void {
  if (!(sigma >= 1e-100 && sigma <= 1e100))
    throw badInput('sigma', sigma, 'a number above 0 (1e-100 to 1e100)')
}

/** @throws InputError unless the value is a finite number above 0 */
export function requirePositive(field: string, value: number): void {
  if (!(value > 0 && Number.isFinite(value))) throw badInput(field, value, 'a number above 0')
}

/** @throws InputError unless the value is a whole number, `from` or more */
export function requireWhole(field: string, value: number, from: number): void {
  if (!Number.isSafeInteger(value) || value < from)
    throw badInput(field, value, `a whole number, ${from} or more`)
}
