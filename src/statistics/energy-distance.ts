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

function squaredEnergy(distances: DistanceMatrix, labels: ArrayLike<number>, sizeOfFirst: number): number {
  const sizeOfSecond = distances.size - sizeOfFirst
  const { first, second, between } = pairSums(distances, labels)
  const apart = (2 * between) / (sizeOfFirst * sizeOfSecond)
  // Rounding can take equal samples a little below 0.
  return Math.max(0, apart - first / sizeOfFirst ** 2 - second / sizeOfSecond ** 2)
}
