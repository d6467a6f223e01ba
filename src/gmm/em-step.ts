import { argmax } from '../core/vectors.ts'
import { cholesky, logDeterminant, squaredMahalanobis } from './cholesky.ts'

/** The parameters of a mixture of K normal densities in R^d. */
export interface MixtureState {
  readonly weights: Float64Array
  /** K × d, row by row. */
  readonly means: Float64Array
  /** K Cholesky factors of the covariances, d × d each, row by row (d = 1: standard deviations). */
  readonly factors: Float64Array
  /** ln |Σ| of each. */
  readonly logDeterminants: Float64Array
}

/** Which parameters one EM step changes, and how small they may become. */
export interface EmOptions {
  readonly updateMeans: boolean
  /** `volume`: as `em`, then rescaled so that every determinant stays what it was. */
  readonly covariance: 'fixed' | 'em' | 'volume'
  /** ε of the weights; also added to the mass that a covariance is divided by. */
  readonly floor: number
  /** Least standard deviation; for `volume`, relative to the component's own spread. */
  readonly covarianceFloor: number
}

/**
 * One EM step for a mixture (Dempster, Laird and Rubin 1977) with the safeguards of the authors' code: weights
 * clipped to [ε, 1 - ε] before and after, scatter divided by mass + ε. On a line standard deviations
 * are floored, as there; in more dimensions, where few points cannot span the space, the squared floor is
 * added to the diagonal, so that every covariance stays positive definite. For `volume` what is added is
 * the squared floor times the mean variance of the scatter, which bounds how elongated a component of
 * given volume can become. A point whose density underflows to zero contributes nothing; a component of
 * no mass keeps its mean, and under `volume` its covariance.
 *
 * @param points r points of d numbers
 * @param importance what each point counts, 1 in all
 */
export function emStep(
  points: readonly Float64Array[],
  importance: ArrayLike<number>,
  state: MixtureState,
  options: EmOptions,
): MixtureState {
  const { floor } = options
  const dimensions = points[0].length
  const responsibilities = responsibilitiesOf(points, importance, state, floor)
  const mass = state.weights.map((_, a) => responsibilities.reduce((sum, row) => sum + row[a], 0))
  const means = options.updateMeans ? meansOf(points, responsibilities, mass, state.means) : state.means
  const weights = clipped(
    mass.map((sum) => sum / points.length),
    floor,
  )
  if (options.covariance === 'fixed') return { ...state, weights, means }

  const factors = new Float64Array(state.factors.length)
  const logDeterminants = new Float64Array(weights.length)
  const length = dimensions * dimensions
  for (let a = 0; a < weights.length; a++) {
    const covariance = covarianceOf(points, responsibilities, a, mass[a], means, options)
    const factor = covariance === null ? null : cholesky(covariance, dimensions)
    if (factor === null) {
      factors.set(state.factors.subarray(a * length, (a + 1) * length), a * length)
      logDeterminants[a] = state.logDeterminants[a]
      continue
    }
    logDeterminants[a] = logDeterminant(factor, dimensions)
    if (options.covariance === 'volume') {
      const scale = Math.exp((state.logDeterminants[a] - logDeterminants[a]) / (2 * dimensions))
      for (let m = 0; m < length; m++) factor[m] *= scale
      logDeterminants[a] = state.logDeterminants[a]
    }
    factors.set(factor, a * length)
  }
  return { weights, means, factors, logDeterminants }
}

/** Weights clipped to [floor, 1 - floor] and rescaled to the sum 1. */
export function clipped(weights: Float64Array, floor: number): Float64Array {
  const inside = weights.map((weight) => Math.min(Math.max(weight, floor), 1 - floor))
  const sum = inside.reduce((total, weight) => total + weight, 0)
  return inside.map((weight) => weight / sum)
}

/** The component with the largest responsibility for a point, the lowest on a tie. */
export function mostResponsible(state: MixtureState, point: Float64Array): number {
  return argmax(state.weights.map((weight, a) => Math.log(weight) + logDensity(state, a, point)))
}

/** The logarithm of the density of component a at a point. */
export function logDensity(state: Omit<MixtureState, 'weights'>, a: number, point: Float64Array): number {
  const dimensions = point.length
  const work = new Float64Array(dimensions)
  const offset = a * dimensions * dimensions
  const square = squaredMahalanobis(point, state.means, a * dimensions, state.factors, offset, work)
  return -0.5 * (square + state.logDeterminants[a] + dimensions * Math.log(2 * Math.PI))
}

/** Variances below this are none: their products would leave the range of the numbers. */
const leastVariance = 1e-100

/** One row a point, on the scale of r points in all: the mass that it gives to each component. */
function responsibilitiesOf(
  points: readonly Float64Array[],
  importance: ArrayLike<number>,
  state: MixtureState,
  floor: number,
): readonly Float64Array[] {
  const prior = clipped(state.weights, floor)
  return points.map((point, h) => {
    const parts = prior.map((weight, a) => weight * Math.exp(logDensity(state, a, point)))
    const total = parts.reduce((sum, part) => sum + part, 0)
    return total === 0 ? parts : parts.map((part) => (part / total) * importance[h] * points.length)
  })
}

function meansOf(
  points: readonly Float64Array[],
  responsibilities: readonly Float64Array[],
  mass: Float64Array,
  old: Float64Array,
): Float64Array {
  const dimensions = points[0].length
  return old.map((mean, at) => {
    const a = Math.floor(at / dimensions)
    const sum = points.reduce((total, point, h) => total + responsibilities[h][a] * point[at % dimensions], 0)
    return mass[a] > 0 ? sum / mass[a] : mean
  })
}

function covarianceOf(
  points: readonly Float64Array[],
  responsibilities: readonly Float64Array[],
  a: number,
  mass: number,
  means: Float64Array,
  { floor, covariance: rule, covarianceFloor }: EmOptions,
): Float64Array | null {
  const dimensions = points[0].length
  const covariance = new Float64Array(dimensions * dimensions)
  const offset = a * dimensions
  for (const [h, point] of points.entries()) {
    const share = responsibilities[h][a] / (mass + floor)
    for (let row = 0; row < dimensions; row++) {
      for (let column = 0; column < dimensions; column++) {
        const product = (point[row] - means[offset + row]) * (point[column] - means[offset + column])
        covariance[row * dimensions + column] += share * product
      }
    }
  }
  const least = covarianceFloor ** 2
  if (rule === 'em' && dimensions === 1) {
    covariance[0] = Math.max(covariance[0], least)
    return covariance
  }
  let trace = 0
  for (let m = 0; m < dimensions; m++) trace += covariance[m * dimensions + m]
  const added = rule === 'volume' ? (least * trace) / dimensions : least
  for (let m = 0; m < dimensions; m++) covariance[m * dimensions + m] += added
  // Scatter too small to be told from none has no shape to learn.
  return added > leastVariance ? covariance : null
}
