import { squaredMahalanobis } from './cholesky.ts'
import type { Components } from './components.ts'

/**
 * Writes the components that matter at a point and their densities there, in the order of the components.
 *
 * @returns how many were written from `offset` on
 */
export type DensityRow = (
  point: Float64Array,
  indices: Int32Array,
  densities: Float64Array,
  offset: number,
) => number

/** A way to write rows of densities, and how many entries a row can have. */
export interface Densities {
  readonly width: number
  readonly row: DensityRow
}

const logTwoPi = Math.log(2 * Math.PI)

/**
 * Densities of shared components, without those that cannot change a weight. With all weights at ε or
 * more, a component whose density is below 10^-18 ε times the largest one at the point has a
 * responsibility below 10^-18 there, far under the ε that every weight is raised to.
 *
 * @param floor ε
 */
export function densitiesOf(components: Components, floor: number): Densities {
  const reach = 2 * Math.log(1e18 / floor)
  const { count, spread, arrangement } = components
  if (spread.kind === 'full') return { width: count, row: fullRow(components, spread, reach) }
  if (arrangement.kind === 'line') return lineDensities(components, arrangement.spacing, spread.sigma, reach)
  const squares =
    arrangement.kind === 'simplex' ? simplexSquares(components, arrangement.radius) : anySquares(components)
  return { width: count, row: isotropicRow(components, spread.sigma, squares, reach) }
}

/** On a line the components that matter are those next to each other around the nearest one. */
function lineDensities(components: Components, spacing: number, sigma: number, reach: number): Densities {
  const { count, means } = components
  const scale = sigma * Math.sqrt(2 * Math.PI)
  const width = Math.min(
    count,
    Math.ceil((2 * sigma * Math.sqrt((spacing / (2 * sigma)) ** 2 + reach)) / spacing) + 2,
  )
  return {
    width,
    row(point, indices, densities, offset) {
      const x = point[0]
      const nearest = Math.min(Math.max(Math.round(x / spacing), 0), count - 1)
      const squareAt = (a: number) => ((x - means[a]) / sigma) ** 2
      const limit = squareAt(nearest) + reach
      let first = nearest
      while (first > 0 && squareAt(first - 1) <= limit) first--
      let written = 0
      for (let a = first; a < count; a++) {
        const square = squareAt(a)
        if (square > limit) break
        const density = Math.exp(-0.5 * square) / scale
        if (density === 0) continue
        indices[offset + written] = a
        densities[offset + written++] = density
      }
      return written
    },
  }
}

type Squares = (point: Float64Array, into: Float64Array) => void

/** Squared distances to means r·e_a: |x|² - 2 r x_a + r². */
function simplexSquares(components: Components, radius: number): Squares {
  return (point, into) => {
    let norm = radius * radius
    for (let m = 0; m < point.length; m++) norm += point[m] * point[m]
    for (let a = 0; a < components.count; a++) into[a] = norm - 2 * radius * point[a]
  }
}

function anySquares({ count, dimensions, means }: Components): Squares {
  return (point, into) => {
    for (let a = 0; a < count; a++) {
      let sum = 0
      for (let m = 0; m < dimensions; m++) sum += (point[m] - means[a * dimensions + m]) ** 2
      into[a] = sum
    }
  }
}

function isotropicRow(
  { count, dimensions }: Components,
  sigma: number,
  squares: Squares,
  reach: number,
): DensityRow {
  const found = new Float64Array(count)
  const precision = 1 / (sigma * sigma)
  const logScale = -dimensions * (Math.log(sigma) + logTwoPi / 2)
  return (point, indices, densities, offset) => {
    squares(point, found)
    let least = found[0]
    for (let a = 1; a < count; a++) if (found[a] < least) least = found[a]
    const limit = least + reach * sigma * sigma
    let written = 0
    for (let a = 0; a < count; a++) {
      if (found[a] > limit) continue
      const density = Math.exp(logScale - 0.5 * found[a] * precision)
      if (density === 0) continue
      indices[offset + written] = a
      densities[offset + written++] = density
    }
    return written
  }
}

function fullRow(
  { count, dimensions, means }: Components,
  spread: { readonly factors: Float64Array; readonly logDeterminants: Float64Array },
  reach: number,
): DensityRow {
  const logs = new Float64Array(count)
  const work = new Float64Array(dimensions)
  const { factors, logDeterminants } = spread
  return (point, indices, densities, offset) => {
    let largest = Number.NEGATIVE_INFINITY
    for (let a = 0; a < count; a++) {
      const square = squaredMahalanobis(
        point,
        means,
        a * dimensions,
        factors,
        a * dimensions * dimensions,
        work,
      )
      logs[a] = -0.5 * (square + logDeterminants[a] + dimensions * logTwoPi)
      if (logs[a] > largest) largest = logs[a]
    }
    let written = 0
    for (let a = 0; a < count; a++) {
      if (logs[a] < largest - reach / 2) continue
      const density = Math.exp(logs[a])
      if (density === 0) continue
      indices[offset + written] = a
      densities[offset + written++] = density
    }
    return written
  }
}
