import { type Stream, uniformInteger } from '../core/random.ts'
import type { Curve } from './comparison.ts'

/** The arithmetic mean of the values that are there; null where none is. */
export function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length
}

/** Resamples of 0 … size - 1 with replacement (Efron 1979), to be used for all statistics of a sample alike. */
export function resampleIndices(size: number, resamples: number, stream: Stream): readonly Uint32Array[] {
  return Array.from({ length: resamples }, () =>
    Uint32Array.from({ length: size }, () => uniformInteger(stream.uniform(), size)),
  )
}

/**
 * The percentile interval of bootstrap replications (Efron 1981), by linear interpolation between order
 * statistics; null where a replication has no value.
 *
 * @param level confidence level, such as 0.95
 */
export function percentileInterval(
  replications: readonly (number | null)[],
  level: number,
): readonly [number, number] | null {
  const known = Float64Array.from(replications.filter((value) => value !== null)).sort()
  if (known.length < replications.length || known.length === 0) return null
  return [quantile(known, (1 - level) / 2), quantile(known, (1 + level) / 2)]
}

/** The quantile of sorted values by linear interpolation (type 7 of Hyndman and Fan 1996). */
function quantile(sorted: Float64Array, probability: number): number {
  const place = probability * (sorted.length - 1)
  const below = Math.floor(place)
  const above = Math.min(below + 1, sorted.length - 1)
  return sorted[below] + (place - below) * (sorted[above] - sorted[below])
}

/** A curve with its pointwise intervals, from the replications of the whole curve. */
export function curveOf(
  estimate: readonly (number | null)[],
  replications: readonly (readonly (number | null)[])[],
  level: number,
): Curve {
  const intervals = estimate.map((_, t) =>
    percentileInterval(
      replications.map((curve) => curve[t]),
      level,
    ),
  )
  return {
    estimate,
    lower: intervals.map((interval) => interval?.[0] ?? null),
    upper: intervals.map((interval) => interval?.[1] ?? null),
  }
}
