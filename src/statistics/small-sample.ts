import { normalQuantile } from '../core/normal-quantile.ts'
import { studentQuantile } from './student-distribution.ts'

/**
 * The factor by which a bootstrap half-width falls short for small samples: √(n/(n - 1)), because resampling
 * shrinks the variance, times t/z, because the variance is itself estimated (Hesterberg 2015, the expanded
 * percentile interval). For several samples the smallest decides, which errs on the wide side. 1 in the limit.
 *
 * @param sizes sizes of the samples, each 2 or more
 * @param probability one-sided probability of the half-width, from above 0.5 to below 1 (0.975 for a 95 % interval)
 * @throws RangeError for no samples or one with fewer than two values
 */
export function smallSampleExpansion(sizes: readonly number[], probability: number): number {
  const smallest = Math.min(...sizes)
  if (!(smallest >= 2 && Number.isFinite(smallest))) {
    throw new RangeError(`small-sample expansion: got sizes ${sizes.join(', ')}, expected 2 or more each`)
  }
  const ratio = studentQuantile(probability, smallest - 1) / normalQuantile(probability)
  return Math.sqrt(smallest / (smallest - 1)) * ratio
}
