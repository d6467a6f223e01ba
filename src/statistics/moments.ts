/** The arithmetic mean. @throws RangeError for no values */
export function mean(values: ArrayLike<number>): number {
  if (values.length === 0) throw new RangeError('mean: got no values, expected one or more')
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]
  return sum / values.length
}

/** The variance with divisor n - 1; null for fewer than two values. */
export function variance(values: ArrayLike<number>): number | null {
  if (values.length < 2) return null
  const center = mean(values)
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += (values[i] - center) ** 2
  return sum / (values.length - 1)
}

/** @throws RangeError where a value is not finite: absence is null and is taken out before */
export function requireFinite(what: string, values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i]))
      throw new RangeError(`${what}: got ${values[i]}, expected finite numbers`)
  }
}

/** @throws RangeError where a confidence level or a rate is not strictly between 0 and 1 */
export function requireProbability(what: string, value: number): void {
  if (!(value > 0 && value < 1)) throw new RangeError(`${what}: got ${value}, expected above 0 and below 1`)
}
