import { normalQuantile } from '../core/normal-quantile.ts'

/** A share of trials with its confidence interval. */
export interface Share {
  readonly simulated: number
  readonly interval: readonly [number, number]
}

/**
 * A share with the score interval of Wilson (1927), which keeps its level for shares of 0 and 1 as well.
 *
 * @param confidence such as 0.95
 */
export function shareOf(successes: number, trials: number, confidence: number): Share {
  const share = successes / trials
  const z = normalQuantile((1 + confidence) / 2)
  const shrink = 1 + z ** 2 / trials
  const center = (share + z ** 2 / (2 * trials)) / shrink
  const half = (z / shrink) * Math.sqrt((share * (1 - share)) / trials + z ** 2 / (4 * trials ** 2))
  return {
    simulated: share,
    // At the ends the interval reaches 0 or 1 exactly, which rounding would miss.
    interval: [successes === 0 ? 0 : center - half, successes === trials ? 1 : center + half],
  }
}
