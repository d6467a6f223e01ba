import { squaredDistance } from '../core/vectors.ts'
import { requireFinite } from './moments.ts'

/** Distances between all pairs of items, row by row. */
export interface DistanceMatrix {
  readonly size: number
  readonly values: Float64Array
}

/**
 * Euclidean distances between vectors.
 *
 * @throws RangeError where vectors differ in length or hold a value that is not finite
 */
export function euclideanDistances(vectors: readonly ArrayLike<number>[]): DistanceMatrix {
  const size = vectors.length
  for (const vector of vectors) {
    requireFinite('distances', vector)
    if (vector.length !== vectors[0].length) {
      throw new RangeError(
        `distances: got vectors of ${vectors[0].length} and ${vector.length}, expected one length`,
      )
    }
  }
  const values = new Float64Array(size * size)
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) {
      const distance = Math.sqrt(squaredDistance(vectors[i], vectors[j]))
      values[i * size + j] = distance
      values[j * size + i] = distance
    }
  }
  return { size, values }
}

/** Sums over ordered pairs of different items: within the first sample, within the second, and once between. */
export interface PairSums {
  readonly first: number
  readonly second: number
  readonly between: number
}

/** @param labels 1 for items of the first sample, 0 for the second's */
export function pairSums({ size, values }: DistanceMatrix, labels: ArrayLike<number>): PairSums {
  const sums = [0, 0, 0]
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) sums[labels[i] + labels[j]] += values[i * size + j]
  }
  return { first: 2 * sums[2], second: 2 * sums[0], between: sums[1] }
}
