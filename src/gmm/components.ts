import { cholesky, logDeterminant } from './cholesky.ts'

/** How the components spread: all alike in every direction, or each by a covariance matrix of its own. */
export type Spread =
  | { readonly kind: 'isotropic' /** Standard deviation. */; readonly sigma: number }
  | {
      readonly kind: 'full'
      /** K Cholesky factors, d × d each, row by row. */
      readonly factors: Float64Array
      /** ln |Σ| of each. */
      readonly logDeterminants: Float64Array
    }

/** What is known of how the means lie, which can make densities and distances cheaper. */
export type Arrangement =
  | { readonly kind: 'line'; readonly spacing: number }
  /** μ_a = radius · e_a. */
  | { readonly kind: 'simplex'; readonly radius: number }
  | { readonly kind: 'any' }

/** The K normal densities in R^d that a mixture weighs. */
export interface Components {
  readonly count: number
  readonly dimensions: number
  /** K × d, row by row. */
  readonly means: Float64Array
  readonly arrangement: Arrangement
  readonly spread: Spread
}

/** K means at 0, Δ, 2Δ, … on a line. */
export function lineLayout(count: number, spacing: number, sigma: number): Components {
  const means = Float64Array.from({ length: count }, (_, a) => a * spacing)
  return {
    count,
    dimensions: 1,
    means,
    arrangement: { kind: 'line', spacing },
    spread: { kind: 'isotropic', sigma },
  }
}

/** K means on a circle in the plane, nearest ones Δ apart: radius Δ / (2 sin(π / K)). */
export function circleLayout(count: number, spacing: number, sigma: number): Components {
  const radius = spacing / (2 * Math.sin(Math.PI / count))
  const means = new Float64Array(2 * count)
  for (let a = 0; a < count; a++) {
    means[2 * a] = radius * Math.cos((2 * Math.PI * a) / count)
    means[2 * a + 1] = radius * Math.sin((2 * Math.PI * a) / count)
  }
  return { count, dimensions: 2, means, arrangement: { kind: 'any' }, spread: { kind: 'isotropic', sigma } }
}

/** K means in R^K, each Δ from every other: μ_a = (Δ / √2) e_a. */
export function simplexLayout(count: number, spacing: number, sigma: number): Components {
  const radius = spacing / Math.SQRT2
  const means = new Float64Array(count * count)
  for (let a = 0; a < count; a++) means[a * count + a] = radius
  const spread = { kind: 'isotropic', sigma } as const
  return { count, dimensions: count, means, arrangement: { kind: 'simplex', radius }, spread }
}

/**
 * The spread of components with covariance matrices of their own.
 *
 * @param covariances K matrices, d × d each, row by row
 * @returns the index of the first matrix that is not symmetric positive definite instead, where there is one
 */
export function fullSpread(covariances: readonly ArrayLike<number>[], dimensions: number): Spread | number {
  const factors = new Float64Array(covariances.length * dimensions * dimensions)
  const logDeterminants = new Float64Array(covariances.length)
  for (const [a, covariance] of covariances.entries()) {
    const factor = isSymmetric(covariance, dimensions) ? cholesky(covariance, dimensions) : null
    if (factor === null) return a
    factors.set(factor, a * dimensions * dimensions)
    logDeterminants[a] = logDeterminant(factor, dimensions)
  }
  return { kind: 'full', factors, logDeterminants }
}

/** By component |Σ|^(1/2d): the standard deviation of a sphere of the same volume. */
export function spreadsOf({ count, dimensions, spread }: Components): Float64Array {
  if (spread.kind === 'isotropic') return new Float64Array(count).fill(spread.sigma)
  return volumeSpreads(spread.logDeterminants, dimensions)
}

/** The same from ln |Σ|. */
export function volumeSpreads(logDeterminants: Float64Array, dimensions: number): Float64Array {
  return logDeterminants.map((logDeterminant) => Math.exp(logDeterminant / (2 * dimensions)))
}

function isSymmetric(matrix: ArrayLike<number>, dimensions: number): boolean {
  for (let row = 0; row < dimensions; row++) {
    for (let column = 0; column < row; column++) {
      const [below, above] = [matrix[row * dimensions + column], matrix[column * dimensions + row]]
      if (Math.abs(below - above) > 1e-12 * Math.max(Math.abs(below), Math.abs(above))) return false
    }
  }
  return true
}
