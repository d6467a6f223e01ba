import type { Equivalence } from '../statistics/equivalence.ts'
import { type Band, simultaneousBand } from '../statistics/simultaneous-band.ts'
import type { Curve } from './comparison.ts'
import type { Series } from './mean-curve.ts'

/** A curve with the band that holds at all times at once; without one where there are too few runs. */
export function curveWithBand(
  estimate: Series,
  replications: readonly Series[],
  sizes: readonly number[],
  level: number,
): Curve {
  const band = simultaneousBand(estimate, replications, sizes, level)
  const absent = estimate.map(() => null)
  return { estimate, lower: band?.lower ?? absent, upper: band?.upper ?? absent }
}

/**
 * Two one-sided tests at every time at once: the mean difference is within ± margin where its band of level 1 - 2α
 * is. Null where the band has gaps.
 */
export function bandInside({ lower, upper }: Band, margin: number): Equivalence | null {
  const known = (bounds: Series) => bounds.filter((bound) => bound !== null)
  const [lows, highs] = [known(lower), known(upper)]
  if (lows.length < lower.length || lows.length === 0) return null
  const interval = [Math.min(...lows), Math.max(...highs)] as const
  return {
    interval,
    equivalent: -margin < interval[0] && interval[1] < margin,
    beyondMargin: Math.max(...lows) > margin || Math.min(...highs) < -margin,
  }
}
