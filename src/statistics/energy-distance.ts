import { type DistanceMatrix, euclideanDistances, pairSums } from './distance-matrix.ts'
import { type RandomizationTest, relabelingTest } from './randomization.ts'
import type { PermutationPlan } from './relabelings.ts'

/** A distance between two samples, and the test that they come from one distribution. */
export interface EnergyTest extends RandomizationTest {
  /** √(2E|X - Y| - E|X - X'| - E|Y - Y'|), 0 or more. */
  readonly distance: number
}

type Vectors = readonly ArrayLike<number>[]

/**
 * The energy distance of two samples of vectors (Székely and Rizzo 2013), as a square root: 0 for equal samples,
 * and a metric on distributions. Means over all pairs, an item with itself included.
 *
 * @returns null where a sample is empty
 * @throws RangeError where vectors differ in length or hold a value that is not finite
 */
export function energyDistance(first: Vectors, second: Vectors): number | null {
  if (first.length === 0 || second.length === 0) return null
  const labels = [...first.map(() => 1), ...second.map(() => 0)]
  return Math.sqrt(squaredEnergy(euclideanDistances([...first, ...second]), labels, first.length))
}

/**
 * The energy distance with a permutation test, exact in level where both samples come from one distribution. It
 * asks for equal distributions: equal means with unequal variances are a difference, which it finds.
 *
 * @returns null where a sample is empty
 * @throws RangeError where vectors differ in length or hold a value that is not finite
 */
export function energyTest(first: Vectors, second: Vectors, plan: PermutationPlan): EnergyTest | null {
  const distance = energyDistance(first, second)
  if (distance === null) return null
  const distances = euclideanDistances([...first, ...second])
  const strata = [{ first: first.length, second: second.length }]
  const statistic = (labels: ArrayLike<number>) => squaredEnergy(distances, labels, first.length)
  return { distance, ...relabelingTest(strata, statistic, plan) }
}

/**
 * The same for pairs, such as runs of two systems on one schedule: the members of a pair change places. It is exact
 * in level where the members of a pair are exchangeable, whatever the pairs have in common.
 *
 * @returns null for no pairs
 * @throws RangeError where the samples or their vectors differ in length or a value is not finite
 */
export function pairedEnergyTest(first: Vectors, second: Vectors, plan: PermutationPlan): EnergyTest | null {
  if (first.length !== second.length) {
    throw new RangeError(`pairs: got ${first.length} and ${second.length} vectors, expected equal numbers`)
  }
  const distance = energyDistance(first, second)
  if (distance === null) return null
  const distances = euclideanDistances(first.flatMap((vector, i) => [vector, second[i]]))
  const strata = first.map(() => ({ first: 1, second: 1 }))
  const statistic = (labels: ArrayLike<number>) => squaredEnergy(distances, labels, first.length)
  return { distance, ...relabelingTest(strata, statistic, plan) }
}

/**
 * The squared energy distance of the two samples that labels make of items, from their distances.
 *
 * @param labels 1 for items of the first sample, 0 for the second's
 */
export function squaredEnergy(
  distances: DistanceMatrix,
  labels: ArrayLike<number>,
  sizeOfFirst: number,
): number {
  const sizeOfSecond = distances.size - sizeOfFirst
  const { first, second, between } = pairSums(distances, labels)
  const apart = (2 * between) / (sizeOfFirst * sizeOfSecond)
  // Rounding can take equal samples a little below 0.
  return Math.max(0, apart - first / sizeOfFirst ** 2 - second / sizeOfSecond ** 2)
}
