import type { SiloPath } from '../core/silo-path.ts'
import { adjustedRandIndex } from '../statistics/adjusted-rand-index.ts'
import { mean } from '../statistics/moments.ts'
import { optimalMatching } from '../statistics/optimal-matching.ts'
import { variationOfInformation } from '../statistics/variation-of-information.ts'
import type { CellPlan } from './cell-runs.ts'
import type { Curve } from './comparison.ts'
import { curveWithBand } from './curve-bands.ts'
import { meanCurve, type Series } from './mean-curve.ts'

/** Whether the same agents are together in both systems, for runs with one schedule. */
export interface Alignment {
  readonly pairs: number
  /** Share of agents that start in the silo of the same number in both systems. */
  readonly sharedStart: number
  /** How labels are matched: by number where most agents start in the same one, else as agrees best. */
  readonly matching: 'identity' | 'assignment'
  readonly raw: AlignedCurves
  /** With b on a's clock; null without a factor. */
  readonly rescaled: AlignedCurves | null
}

export interface AlignedCurves {
  /** Mean over the pairs in which it says anything; null where both partitions are trivial in all pairs. */
  readonly adjustedRandIndex: Curve
  /** Share of the pairs in which both are one silo (or all single): their index would be 1 and says nothing. */
  readonly trivial: readonly number[]
  /** The same index between runs that do not share a schedule: what agreement is worth. */
  readonly unpairedRandIndex: Series
  /** Mean over all pairs, in nats. */
  readonly variationOfInformation: Curve
  /** Share of agents in matched silos. */
  readonly matched: Curve
}

/** Two runs on one schedule. */
export interface PathPair {
  readonly a: SiloPath
  readonly b: SiloPath
}

/** Share of agents from which on labels are taken to mean the same in both. */
const sameLabels = 0.5

/**
 * @param pairs runs on one schedule with equal numbers of agents, each up to the horizon at least
 * @param clock steps of b for one of a and the last time on a's clock; null where it is not known
 */
export function align(
  pairs: readonly PathPair[],
  horizon: number,
  clock: { readonly factor: number; readonly horizon: number } | null,
  plan: CellPlan,
): Alignment | null {
  if (pairs.length === 0) return null
  const sharedStart = mean(pairs.map(({ a, b }) => sameNumber(a[0], b[0])))
  const matching = sharedStart >= sameLabels ? 'identity' : 'assignment'
  const aligned = (factor: number, last: number) =>
    alignedCurves(onClock(pairs, last, factor), matching, plan)
  return {
    pairs: pairs.length,
    sharedStart,
    matching,
    raw: aligned(1, horizon),
    rescaled: clock === null ? null : aligned(clock.factor, clock.horizon),
  }
}

const onClock = (pairs: readonly PathPair[], horizon: number, factor: number): readonly PathPair[] =>
  pairs.map(({ a, b }) => ({
    a: a.slice(0, horizon + 1),
    b: Array.from({ length: horizon + 1 }, (_, t) => b[Math.round(factor * t)]),
  }))

function alignedCurves(
  pairs: readonly PathPair[],
  matching: Alignment['matching'],
  { spec, resamples }: CellPlan,
): AlignedCurves {
  const curve = (of: (a: SiloPath[number], b: SiloPath[number]) => number | null) => {
    const series = pairs.map(({ a, b }): Series => a.map((silos, t) => of(silos, b[t])))
    const replications = pairs.length < 2 ? [] : resamples.a.map((places) => meanCurve(series, places))
    return curveWithBand(meanCurve(series), replications, [pairs.length], spec.level)
  }
  const telling = (a: SiloPath[number], b: SiloPath[number]) => {
    const found = adjustedRandIndex(a, b)
    return found === null || found.trivial ? null : found.index
  }
  const times = pairs[0].a.map((_, t) => t)
  return {
    adjustedRandIndex: curve(telling),
    trivial: times.map((t) =>
      mean(pairs.map(({ a, b }) => (adjustedRandIndex(a[t], b[t])?.trivial ? 1 : 0))),
    ),
    unpairedRandIndex: meanCurve(
      pairs.length < 2
        ? [times.map(() => null)]
        : pairs.map(({ a }, i) => {
            const other = pairs[(i + 1) % pairs.length].b
            return a.map((silos, t) => telling(silos, other[t]))
          }),
    ),
    variationOfInformation: curve((a, b) => variationOfInformation(a, b)?.nats ?? null),
    matched: curve((a, b) =>
      matching === 'identity' ? sameNumber(a, b) : (optimalMatching(a, b)?.agreement ?? null),
    ),
  }
}

function sameNumber(a: SiloPath[number], b: SiloPath[number]): number {
  return mean(a.map((silo, agent) => (silo !== null && silo === b[agent] ? 1 : 0)))
}
