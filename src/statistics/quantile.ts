/** The values from the smallest to the largest. */
export function sorted(values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values).sort()
}

/**
 * The quantile of sorted values by linear interpolation between order statistics (type 7 of Hyndman and
 * Fan 1996, the default of numpy and R).
 *
 * @param ordered one or more values, ascending
 * @param probability from 0 to 1
 * @throws RangeError for no values or a probability outside its range
 */
export function quantile(ordered: Float64Array, probability: number): number {
  if (ordered.length === 0) throw new RangeError('quantile: got no values, expected one or more')
  if (!(probability >= 0 && probability <= 1)) {
    throw new RangeError(`quantile: got probability ${probability}, expected 0 to 1`)
  }
  const place = probability * (ordered.length - 1)
  const below = Math.floor(place)
  const above = Math.min(below + 1, ordered.length - 1)
  return ordered[below] + (place - below) * (ordered[above] - ordered[below])
}
