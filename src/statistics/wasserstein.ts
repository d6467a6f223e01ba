import { requireFinite } from './moments.ts'
import { sorted } from './quantile.ts'

/**
 * The Wasserstein distance of order 1 between two samples of numbers: the area between their distribution
 * functions (Vallender 1974), in the units of the values. Sizes may differ.
 *
 * @returns null where a sample is empty
 * @throws RangeError where a value is not finite: censored times must be cut at a horizon before
 */
export function wassersteinDistance(first: readonly number[], second: readonly number[]): number | null {
  if (first.length === 0 || second.length === 0) return null
  requireFinite('Wasserstein distance', first)
  requireFinite('Wasserstein distance', second)
  const [a, b, all] = [sorted(first), sorted(second), sorted([...first, ...second])]
  let area = 0
  let [belowA, belowB] = [0, 0]
  for (let i = 0; i + 1 < all.length; i++) {
    while (belowA < a.length && a[belowA] <= all[i]) belowA++
    while (belowB < b.length && b[belowB] <= all[i]) belowB++
    area += Math.abs(belowA / a.length - belowB / b.length) * (all[i + 1] - all[i])
  }
  return area
}
