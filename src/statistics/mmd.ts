import { type DistanceMatrix, euclideanDistances, pairSums } from './distance-matrix.ts'
import { quantile, sorted } from './quantile.ts'
import { type RandomizationTest, relabelingTest } from './randomization.ts'
import type { PermutationPlan } from './relabelings.ts'

/** A squared kernel distance between two samples, and the test that they come from one distribution. */
export interface KernelTest extends RandomizationTest {
  /** Unbiased estimate of the squared maximum mean discrepancy: about 0, and often below, for equal distributions. */
  readonly squaredDiscrepancy: number
  /** Standard deviation of the Gaussian kernel, in the units of the vectors. */
  readonly bandwidth: number
}

/**
 * The maximum mean discrepancy of two samples of vectors with a Gaussian kernel exp(-d²/2s²) (Gretton and others
 * 2012, the unbiased estimate of lemma 6), and its permutation test, exact in level where both samples come from
 * one distribution; unequal variances are a difference, which it finds.
 *
 * The bandwidth s is the median distance between different pooled vectors, labels aside (their median heuristic).
 *
 * @returns null with fewer than two vectors in a sample, or where all vectors are equal
 * @throws RangeError where vectors differ in length or hold a value that is not finite
 */
export function kernelTest(
  first: readonly ArrayLike<number>[],
  second: readonly ArrayLike<number>[],
  plan: PermutationPlan,
): KernelTest | null {
  if (first.length < 2 || second.length < 2) return null
  const distances = euclideanDistances([...first, ...second])
  const bandwidth = medianDistance(distances)
  if (bandwidth === null) return null
  const values = distances.values.map((distance) => Math.exp(-(distance ** 2) / (2 * bandwidth ** 2)))
  const discrepancy = (labels: ArrayLike<number>) => {
    const sums = pairSums({ size: distances.size, values }, labels)
    const [n, m] = [first.length, second.length]
    return sums.first / (n * (n - 1)) + sums.second / (m * (m - 1)) - (2 * sums.between) / (n * m)
  }
  return {
    squaredDiscrepancy: discrepancy([...first.map(() => 1), ...second.map(() => 0)]),
    bandwidth,
    ...relabelingTest([{ first: first.length, second: second.length }], discrepancy, plan),
  }
}

/** Median over the pairs that are apart; null where none is. */
function medianDistance({ size, values }: DistanceMatrix): number | null {
  const apart = values.filter((distance, place) => place % size < Math.floor(place / size) && distance > 0)
  return apart.length === 0 ? null : quantile(sorted(apart), 0.5)
}
