/** What a quantity of several runs is over time, as far as all of them reach. */
export interface CurveSummary {
  readonly mean: readonly number[]
  readonly least: readonly number[]
  readonly most: readonly number[]
  readonly runs: number
}

/** Mean, least and greatest value at each time that all runs reach. */
export function summarizeCurves(curves: readonly (readonly number[])[]): CurveSummary {
  const length = Math.min(...curves.map((curve) => curve.length))
  const at = (of: (values: readonly number[]) => number) =>
    Array.from({ length }, (_, t) => of(curves.map((curve) => curve[t])))
  return {
    mean: at((values) => mean(values) ?? Number.NaN),
    least: at((values) => Math.min(...values)),
    most: at((values) => Math.max(...values)),
    runs: curves.length,
  }
}

/** The mean; null of nothing. */
export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
}

/** A corner of a line. */
export interface Corner {
  readonly x: number
  readonly y: number
}

/** The corners of a step-after line: a value holds until the next time. */
export function stepCorners(values: readonly number[], from: number, pace = 1): readonly Corner[] {
  return values.flatMap((y, t) => {
    const starts = t === 0 || values[t - 1] !== y
    const ends = t === values.length - 1 || values[t + 1] !== y
    return [
      ...(starts ? [{ x: (from + t) * pace, y }] : []),
      ...(ends ? [{ x: (from + t + 1) * pace, y }] : []),
    ]
  })
}

/** A step-after line up to an end. */
export function cut(corners: readonly Corner[], end: number): readonly Corner[] {
  const kept = corners.filter(({ x }) => x <= end)
  const last = kept.at(-1)
  return last === undefined || kept.length === corners.length ? kept : [...kept, { x: end, y: last.y }]
}
