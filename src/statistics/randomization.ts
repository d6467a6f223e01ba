import { sorted } from './quantile.ts'
import {
  countSplits,
  type Labels,
  type PermutationPlan,
  type Stratum,
  visitRelabelings,
} from './relabelings.ts'

/** The outcome of a test that permutes labels or flips signs. */
export interface RandomizationTest {
  /** From above 0 to 1; exact, or (b + 1)/(m + 1) from m random rearrangements of which b were as extreme. */
  readonly pValue: number
  /** The smallest p that samples of these sizes can give: with it above α the test cannot reject at all. */
  readonly smallestPValue: number
  /** Whether all rearrangements were enumerated. */
  readonly exact: boolean
  /** Rearrangements that were looked at, without the data as they are where they were drawn at random. */
  readonly rearrangements: number
}

/**
 * Tests whether the labels matter by a statistic of which large values are extreme. It is exact in level under the
 * hypothesis that items are exchangeable within strata (Fisher 1935; Phipson and Smyth 2010 for the + 1).
 *
 * @param statistic of pooled items, told by labels; it must not change when the two samples change places
 */
export function relabelingTest(
  strata: readonly Stratum[],
  statistic: (labels: Labels) => number,
  plan: PermutationPlan,
): RandomizationTest {
  const values: number[] = []
  const exact = visitRelabelings(strata, plan, (labels) => values.push(statistic(labels)))
  const random = exact ? null : values.length - 1
  return {
    pValue: shareAsExtreme(values),
    smallestPValue: smallestPValue(countSplits(strata), strata.every(isEven), random),
    exact,
    rearrangements: random ?? values.length,
  }
}

/**
 * Share of the values that are at least the first, which counts itself: for random rearrangements this is
 * (b + 1)/(m + 1). Values that differ by rounding alone are ties.
 */
export function shareAsExtreme(values: readonly number[]): number {
  const [own] = values
  const typical = sorted(values.map(Math.abs))[values.length >> 1]
  const threshold = Number.isFinite(own)
    ? own - rounding * Math.max(Math.abs(own), Number.isFinite(typical) ? typical : 0)
    : own
  return values.filter((value) => value >= threshold).length / values.length
}

/** Difference between two statistics, relative to their typical size, below which it is rounding. */
const rounding = 1e-10

/**
 * @param rearrangements how many the design has
 * @param mirrored whether each has a mirror image that is as extreme
 * @param random how many were drawn; null where all were enumerated
 */
export function smallestPValue(rearrangements: number, mirrored: boolean, random: number | null): number {
  const inDesign = Math.min(1, (mirrored ? 2 : 1) / rearrangements)
  return random === null ? inDesign : Math.max(inDesign, 1 / (random + 1))
}

const isEven = ({ first, second }: Stratum) => first === second
