import { normalQuantile } from './normal-quantile.ts'

/**
 * The score interval of Wilson (1927) for a share of trials, which keeps its level for shares of 0 and 1 as well.
 *
 * @param trials 1 or more
 * @param confidence such as 0.95
 */
export function wilsonInterval(
  successes: number,
  trials: number,
  confidence: number,
): readonly [number, number] {
  const share = successes / trials
  const z = normalQuantile((1 + confidence) / 2)
  const shrink = 1 + z ** 2 / trials
  const center = (share + z ** 2 / (2 * trials)) / shrink
  const half = (z / shrink) * Math.sqrt((share * (1 - share)) / trials + z ** 2 / (4 * trials ** 2))
  // At the ends the interval reaches 0 or 1 exactly, which rounding would miss.
  return [successes === 0 ? 0 : center - half, successes === trials ? 1 : center + half]
}
