import type { Labels } from './relabelings.ts'

/** A statistic of pooled values, told apart by labels. */
export type LabelStatistic = (values: readonly number[], labels: Labels) => number

interface Half {
  readonly size: number
  readonly mean: number
  /** Sum of squared deviations from the mean. */
  readonly squares: number
}

/** Mean of the first sample minus that of the second. */
export const differenceOfMeans: LabelStatistic = (values, labels) =>
  half(values, labels, 1).mean - half(values, labels, 0).mean

/**
 * Welch's t: the difference of means over its standard error. Permuting it keeps the level of a test of equal
 * means asymptotically where variances differ (Janssen 1997). With no spread in either half it is 0 for equal
 * means and infinite else. A half of one value has no variance: then it is the difference of means alone.
 */
export const welchStatistic: LabelStatistic = (values, labels) => {
  const first = half(values, labels, 1)
  const second = half(values, labels, 0)
  const difference = first.mean - second.mean
  if (first.size < 2 || second.size < 2 || difference === 0) return difference
  const error = Math.sqrt(squaredError(first) + squaredError(second))
  return error <= rounding * Math.abs(difference) ? Math.sign(difference) * Infinity : difference / error
}

/** Spread relative to a difference that is rounding alone. */
const rounding = 1e-13

const squaredError = ({ size, squares }: Half) => squares / (size * (size - 1))

function half(values: readonly number[], labels: Labels, label: number): Half {
  let size = 0
  let sum = 0
  for (let i = 0; i < values.length; i++) {
    if (labels[i] !== label) continue
    size++
    sum += values[i]
  }
  const mean = sum / size
  let squares = 0
  for (let i = 0; i < values.length; i++) if (labels[i] === label) squares += (values[i] - mean) ** 2
  return { size, mean, squares }
}
