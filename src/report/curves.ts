/** A mean curve, from its first time on. */
export interface MeanCurve {
  readonly values: readonly number[]
  /** Runs it is the mean of. */
  readonly runs: number
}

/** The mean over runs at each time that all of them reach. */
export function meanCurve(curves: readonly (readonly number[])[]): MeanCurve {
  const length = Math.min(...curves.map((curve) => curve.length))
  const values = Array.from({ length }, (_, t) => mean(curves.map((curve) => curve[t])) ?? Number.NaN)
  return { values, runs: curves.length }
}

/** The mean; null of nothing. */
export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
}
