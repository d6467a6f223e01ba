import { EigenvalueDecomposition, Matrix } from 'ml-matrix'

export interface Scaling {
  /** One point an item, centered on the origin, main axis first. */
  readonly points: readonly (readonly number[])[]
  /** Share of the picture in the sum of the absolute eigenvalues, from 0 to 1: 1 where nothing was lost. */
  readonly share: number
}

/**
 * Points in few dimensions whose distances are close to given ones: classical scaling (Torgerson 1952). An axis
 * points to where its largest coordinate lies; axes that the distances do not need are 0.
 *
 * @param distances symmetric with a diagonal of 0
 * @returns null for no items
 * @throws RangeError where the matrix is not square and symmetric, or has a distance that is negative or not finite
 */
export function classicalScaling(distances: readonly (readonly number[])[], dimensions = 2): Scaling | null {
  const size = distances.length
  if (size === 0) return null
  requireDistances(distances)
  const squares = distances.map((row) => row.map((distance) => distance ** 2))
  const rowMeans = squares.map((row) => row.reduce((sum, square) => sum + square, 0) / size)
  const grandMean = rowMeans.reduce((sum, mean) => sum + mean, 0) / size
  const products = squares.map((row, i) =>
    row.map((square, j) => -(square - rowMeans[i] - rowMeans[j] + grandMean) / 2),
  )
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(new Matrix(products), {
    assumeSymmetric: true,
  })
  const order = realEigenvalues.map((_, axis) => axis).sort((x, y) => realEigenvalues[y] - realEigenvalues[x])
  const axes = Array.from({ length: dimensions }, (_, axis) => {
    const length = axis < size ? Math.sqrt(Math.max(0, realEigenvalues[order[axis]])) : 0
    return length === 0
      ? new Array<number>(size).fill(0)
      : oriented(eigenvectorMatrix.getColumn(order[axis]), length)
  })
  const total = realEigenvalues.reduce((sum, value) => sum + Math.abs(value), 0)
  const kept = axes.reduce((sum, axis) => sum + axis.reduce((squared, value) => squared + value ** 2, 0), 0)
  return {
    points: distances.map((_, item) => axes.map((axis) => axis[item])),
    share: total === 0 ? 1 : Math.min(1, kept / total),
  }
}

/** Of the two directions of an axis the one in which the coordinate of largest size (the first of equals) is positive. */
function oriented(direction: readonly number[], length: number): number[] {
  const largest = Math.max(...direction.map(Math.abs))
  const leading = direction.find((value) => Math.abs(value) > largest - rounding) ?? 1
  return direction.map((value) => Math.sign(leading) * value * length)
}

/** Below this, coordinates of a unit vector and distances count as equal. */
const rounding = 1e-9

function requireDistances(distances: readonly (readonly number[])[]): void {
  distances.forEach((row, i) => {
    if (row.length !== distances.length) {
      throw new RangeError(`scaling: got a row of ${row.length}, expected ${distances.length}`)
    }
    row.forEach((distance, j) => {
      const symmetric = Math.abs(distance - distances[j][i]) <= rounding * Math.abs(distance)
      if (!(distance >= 0 && Number.isFinite(distance) && symmetric && (i !== j || distance === 0))) {
        throw new RangeError(
          `scaling: got ${distance} between ${i} and ${j}, expected symmetric distances, 0 or more, and a diagonal of 0`,
        )
      }
    })
  })
}
