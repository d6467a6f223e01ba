import { normalQuantile } from '../core/normal-quantile.ts'
import { requireFinite, requireProbability } from './moments.ts'
import { normalProbability } from './normal-distribution.ts'
import { quantile, sorted } from './quantile.ts'
import { smallSampleExpansion } from './small-sample.ts'

export interface Equivalence {
  /** The interval of level 1 - 2α of the difference: 90 % for α = 5 %. */
  readonly interval: readonly [number, number]
  /** Whether the whole interval lies strictly inside (-margin, margin). */
  readonly equivalent: boolean
  /** Whether the whole interval lies outside the margin: the difference is larger than what counts as the same. */
  readonly beyondMargin: boolean
}

/**
 * Two one-sided tests (Schuirmann 1987) in their form of an interval: a difference is within ± margin at error
 * rate α where its interval of level 1 - 2α is. The interval is the percentile interval of bootstrap replications,
 * expanded for small samples (Hesterberg 2015), which errs towards "not shown".
 *
 * @param replications of the difference
 * @param margin above 0, declared before the data were seen
 * @param sizes of the samples behind the difference (of pairs: one size)
 * @returns null for no replications or a sample of fewer than two: equivalence cannot be shown
 * @throws RangeError for a margin that is not above 0, an α outside (0, 0.5) or a replication that is not finite
 */
export function equivalence(
  replications: readonly number[],
  margin: number,
  sizes: readonly number[],
  alpha = 0.05,
): Equivalence | null {
  requireProbability('twice α', 2 * alpha)
  requireFinite('equivalence', replications)
  if (!(margin > 0)) throw new RangeError(`equivalence: got margin ${margin}, expected above 0`)
  if (replications.length === 0 || sizes.length === 0 || Math.min(...sizes) < 2) return null
  const expansion = smallSampleExpansion(sizes, 1 - alpha)
  const tail = normalProbability(expansion * normalQuantile(alpha))
  const ordered = sorted(replications)
  const interval = [quantile(ordered, tail), quantile(ordered, 1 - tail)] as const
  return {
    interval,
    equivalent: -margin < interval[0] && interval[1] < margin,
    beyondMargin: interval[0] > margin || interval[1] < -margin,
  }
}
