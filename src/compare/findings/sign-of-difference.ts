import { mean, variance } from '../../statistics/moments.ts'
import { studentQuantile } from '../../statistics/student-distribution.ts'
import type { ComparisonSpec } from '../spec.ts'

/**
 * The sign of a difference of means, second minus first, where Welch's (1947) interval leaves out 0; else 0. The
 * smaller sample's degrees of freedom are taken, which errs towards 0.
 */
export function signOfDifference(
  first: readonly number[],
  second: readonly number[],
  { level }: ComparisonSpec,
): -1 | 0 | 1 {
  const [spreadA, spreadB] = [variance(first), variance(second)]
  if (spreadA === null || spreadB === null) return 0
  const difference = mean(second) - mean(first)
  const error = Math.sqrt(spreadA / first.length + spreadB / second.length)
  const half = studentQuantile((1 + level) / 2, Math.min(first.length, second.length) - 1) * error
  return difference > half ? 1 : difference < -half ? -1 : 0
}
