import { mean, requireFinite } from './moments.ts'

/**
 * Spearman's (1904) rank correlation: Pearson's of the ranks, equal values sharing their mean rank.
 *
 * @returns null for fewer than three pairs, or where all values of one side are equal
 * @throws RangeError where the sides differ in length or a value is not finite
 */
export function rankCorrelation(first: readonly number[], second: readonly number[]): number | null {
  if (first.length !== second.length) {
    throw new RangeError(`rank correlation: got ${first.length} and ${second.length} values, expected pairs`)
  }
  requireFinite('rank correlation', first)
  requireFinite('rank correlation', second)
  return correlation(ranks(first), ranks(second))
}

/** Pearson's correlation of pairs; null for fewer than three or where either side has no spread. */
export function correlation(first: readonly number[], second: readonly number[]): number | null {
  if (first.length < 3) return null
  const [a, b] = [mean(first), mean(second)]
  let [products, squaresA, squaresB] = [0, 0, 0]
  first.forEach((value, i) => {
    products += (value - a) * (second[i] - b)
    squaresA += (value - a) ** 2
    squaresB += (second[i] - b) ** 2
  })
  return squaresA === 0 || squaresB === 0 ? null : products / Math.sqrt(squaresA * squaresB)
}

function ranks(values: readonly number[]): number[] {
  return values.map((value) => {
    const below = values.filter((other) => other < value).length
    const equal = values.filter((other) => other === value).length
    return below + (equal + 1) / 2
  })
}
