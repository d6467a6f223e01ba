import { normalQuantile } from '../core/normal-quantile.ts'
import { type Stream, uniformInteger } from '../core/random.ts'
import { mean, requireProbability } from './moments.ts'
import { normalProbability } from './normal-distribution.ts'
import { quantile, sorted } from './quantile.ts'

/** A statistic of one or more samples; null where these samples do not determine it. */
export type Statistic<Item> = (samples: readonly (readonly Item[])[]) => number | null

/** An estimate, its interval (null where none can be given) and the bootstrap replications behind it. */
export interface BootstrapEstimate {
  readonly estimate: number
  readonly interval: readonly [number, number] | null
  /** One a resample; null where the resample does not determine the statistic. */
  readonly replications: readonly (number | null)[]
}

/** How a bootstrap is made: confidence level, number of resamples, source of randomness. */
export interface BootstrapPlan {
  readonly level: number
  readonly resamples: number
  readonly stream: Stream
}

/**
 * The bias-corrected and accelerated bootstrap interval (Efron 1987) of a statistic of one sample, or of several
 * independent ones, each resampled on its own; for pairs give one sample whose items are the pairs.
 *
 * The interval is the point where all replications agree. It is null with fewer than two items in a sample or
 * where a resample does not determine the statistic. Coverage falls short for small samples: a 95 %
 * interval of a difference of means covers it in about 88 % for 5 against 20 normal values, 95 % for 24 against 24.
 *
 * @returns null where the samples themselves do not determine the statistic
 * @throws RangeError for a level outside (0, 1)
 */
export function bcaInterval<Item>(
  samples: readonly (readonly Item[])[],
  statistic: Statistic<Item>,
  { level, resamples, stream }: BootstrapPlan,
): BootstrapEstimate | null {
  requireProbability('confidence level', level)
  const estimate = samples.some((sample) => sample.length === 0) ? null : statistic(samples)
  if (estimate === null) return null
  if (samples.some((sample) => sample.length < 2)) return { estimate, interval: null, replications: [] }
  const replications = Array.from({ length: resamples }, () =>
    statistic(samples.map((sample) => resample(sample, stream))),
  )
  const known = allKnown(replications)
  const leftOut = jackknife(samples, statistic)
  const interval = known === null ? null : bcaFromReplications(estimate, known, leftOut ?? [], level)
  return { estimate, interval, replications }
}

/**
 * The same interval from replications that were made elsewhere.
 *
 * @param jackknifed for each sample, the statistic with each item left out in turn; none: no acceleration
 * @returns null for no replications
 */
export function bcaFromReplications(
  estimate: number,
  replications: readonly number[],
  jackknifed: readonly (readonly number[])[],
  level: number,
): readonly [number, number] | null {
  requireProbability('confidence level', level)
  if (replications.length === 0) return null
  const ordered = sorted(replications)
  const bias = normalQuantile(shareBelow(replications, estimate))
  const acceleration = accelerationOf(jackknifed)
  const bound = (probability: number) => {
    const shifted = bias + normalQuantile(probability)
    const scale = 1 - acceleration * shifted
    // Beyond its pole the transformation has run past the last replication on that side.
    const adjusted = scale > 0 ? normalProbability(bias + shifted / scale) : shifted > 0 ? 1 : 0
    return quantile(ordered, adjusted)
  }
  return [bound((1 - level) / 2), bound((1 + level) / 2)]
}

/** Share of the replications below the estimate, ties by half; kept off 0 and 1, where there is no quantile. */
function shareBelow(replications: readonly number[], estimate: number): number {
  const below = replications.filter((value) => value < estimate).length
  const equal = replications.filter((value) => value === estimate).length
  const count = replications.length
  return Math.min(Math.max((below + equal / 2) / count, 0.5 / count), 1 - 0.5 / count)
}

/** Efron and Tibshirani (1993), 14.15; for several samples the sums of Davison and Hinkley (1997), 5.28. */
function accelerationOf(jackknifed: readonly (readonly number[])[]): number {
  let cubes = 0
  let squares = 0
  for (const values of jackknifed) {
    const center = mean(values)
    const influences = values.map((value) => ((values.length - 1) * (center - value)) / values.length)
    cubes += influences.reduce((sum, influence) => sum + influence ** 3, 0)
    squares += influences.reduce((sum, influence) => sum + influence ** 2, 0)
  }
  return squares === 0 ? 0 : cubes / (6 * squares ** 1.5)
}

/** The statistic with each item left out; null where one of these is not determined. */
function jackknife<Item>(samples: readonly (readonly Item[])[], statistic: Statistic<Item>) {
  const all = samples.map((sample, which) =>
    allKnown(
      sample.map((_, i) =>
        statistic(samples.map((other, j) => (j === which ? other.toSpliced(i, 1) : other))),
      ),
    ),
  )
  return all.every((values) => values !== null) ? all : null
}

function resample<Item>(sample: readonly Item[], stream: Stream): Item[] {
  return sample.map(() => sample[uniformInteger(stream.uniform(), sample.length)])
}

function allKnown(values: readonly (number | null)[]): number[] | null {
  const known = values.filter((value) => value !== null)
  return known.length === values.length ? known : null
}
