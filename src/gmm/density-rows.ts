import { squaredMahalanobis } from './cholesky.ts'
import type { Components } from './components.ts'

/**
 * The densities of components at points, one row a point. A row is a window of neighboring components;
 * beside it stand what an update can often do with alone: its sum, its largest entry and its second largest.
 */
export interface DensityRows {
  /** Entries that a row can have. */
  readonly width: number
  /** First component of each row, and how many it has. */
  readonly first: Int32Array
  readonly length: Int32Array
  /** Densities, `width` a row. */
  readonly values: Float64Array
  readonly sum: Float64Array
  /** The component with the largest density. */
  readonly best: Int32Array
  readonly largest: Float64Array
  readonly second: Float64Array
  /** Writes the row of a point. */
  write(row: number, point: Float64Array): void
}

const logTwoPi = Math.log(2 * Math.PI)

/**
 * Rows for shared components, without the densities that cannot change a weight. With all weights at ε
 * or more, a component whose density is below 10^-18 ε times the largest one at the point has a
 * responsibility below 10^-18 there, far under the ε that every weight is raised to: it counts as zero.
 *
 * @param floor ε
 */
export function densityRows(components: Components, floor: number, rows: number): DensityRows {
  const reach = 2 * Math.log(1e18 / floor)
  const { spread, arrangement, count } = components
  const onLine = arrangement.kind === 'line' && spread.kind === 'isotropic'
  const width = onLine ? lineWidth(count, arrangement.spacing, spread.sigma, reach) : count
  const store = {
    width,
    first: new Int32Array(rows),
    length: new Int32Array(rows),
    values: new Float64Array(rows * width),
    sum: new Float64Array(rows),
    best: new Int32Array(rows),
    largest: new Float64Array(rows),
    second: new Float64Array(rows),
  }
  const fill = onLine
    ? lineFill(components, arrangement.spacing, spread.sigma, reach, store)
    : wholeFill(logDensities(components), components.count, reach, store)
  return {
    ...store,
    write(row, point) {
      fill(row, point)
      summarize(store, row)
    },
  }
}

type Store = Omit<DensityRows, 'write'>
type Fill = (row: number, point: Float64Array) => void

function summarize({ width, first, length, values, sum, best, largest, second }: Store, row: number): void {
  const start = row * width
  let total = 0
  let most = 0
  let next = 0
  let place = 0
  for (let m = 0; m < length[row]; m++) {
    const density = values[start + m]
    total += density
    if (density > most) {
      next = most
      most = density
      place = m
    } else if (density > next) next = density
  }
  sum[row] = total
  largest[row] = most
  second[row] = next
  best[row] = first[row] + place
}

/** On a line the components that matter at a point are those next to each other around the nearest one. */
function lineWidth(count: number, spacing: number, sigma: number, reach: number): number {
  return Math.min(
    count,
    Math.ceil((2 * sigma * Math.sqrt((spacing / (2 * sigma)) ** 2 + reach)) / spacing) + 2,
  )
}

function lineFill(
  { count, means }: Components,
  spacing: number,
  sigma: number,
  reach: number,
  { width, first, length, values }: Store,
): Fill {
  const scale = 1 / (sigma * Math.sqrt(2 * Math.PI))
  const precision = 1 / sigma
  return (row, point) => {
    const x = point[0]
    const nearest = Math.min(Math.max(Math.round(x / spacing), 0), count - 1)
    const distance = (x - means[nearest]) / sigma
    const radius = Math.sqrt(distance * distance + reach) * sigma
    const from = Math.max(Math.ceil((x - radius) / spacing), 0)
    const to = Math.min(Math.floor((x + radius) / spacing), count - 1, from + width - 1)
    const start = row * width - from
    for (let a = from; a <= to; a++) {
      const z = (x - means[a]) * precision
      values[start + a] = Math.exp(-0.5 * z * z) * scale
    }
    first[row] = from
    length[row] = Math.max(to - from + 1, 0)
  }
}

/** Elsewhere a row has all components, those out of reach with zero. */
function wholeFill(
  logs: (point: Float64Array, into: Float64Array) => void,
  count: number,
  reach: number,
  { width, length, values }: Store,
): Fill {
  const found = new Float64Array(count)
  return (row, point) => {
    logs(point, found)
    let most = found[0]
    for (let a = 1; a < count; a++) if (found[a] > most) most = found[a]
    const limit = most - reach / 2
    for (let a = 0; a < count; a++) values[row * width + a] = found[a] < limit ? 0 : Math.exp(found[a])
    length[row] = count
  }
}

/** Writes the logarithms of all densities at a point. */
function logDensities({ count, dimensions, means, spread, arrangement }: Components) {
  if (spread.kind === 'full') {
    const { factors, logDeterminants } = spread
    const work = new Float64Array(dimensions)
    return (point: Float64Array, into: Float64Array) => {
      for (let a = 0; a < count; a++) {
        const offset = a * dimensions * dimensions
        const square = squaredMahalanobis(point, means, a * dimensions, factors, offset, work)
        into[a] = -0.5 * (square + logDeterminants[a] + dimensions * logTwoPi)
      }
    }
  }
  const half = 0.5 / (spread.sigma * spread.sigma)
  const logScale = -dimensions * (Math.log(spread.sigma) + logTwoPi / 2)
  if (arrangement.kind === 'simplex') {
    // |x - r e_a|² = |x|² + r² - 2 r x_a.
    const { radius } = arrangement
    return (point: Float64Array, into: Float64Array) => {
      let norm = radius * radius
      for (let m = 0; m < count; m++) norm += point[m] * point[m]
      for (let a = 0; a < count; a++) into[a] = logScale - half * (norm - 2 * radius * point[a])
    }
  }
  return (point: Float64Array, into: Float64Array) => {
    for (let a = 0; a < count; a++) {
      let square = 0
      for (let m = 0; m < dimensions; m++) square += (point[m] - means[a * dimensions + m]) ** 2
      into[a] = logScale - half * square
    }
  }
}
