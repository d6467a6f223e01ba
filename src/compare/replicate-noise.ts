import type { Series } from './mean-curve.ts'

/**
 * The mean difference between two runs of one ensemble (Gini 1912): what replicates of the same system differ by.
 * Unlike the noise of halves it does not shrink with the number of runs, so with enough of them a system is shown to
 * be equivalent to itself. Null with fewer than two runs.
 */
export function replicateNoise(values: readonly number[]): number | null {
  return meanOverPairs(values, (first, second) => Math.abs(first - second))
}

/** The same for curves: two runs differ by their distance at the time at which it is largest. */
export function replicateNoiseOfCurves(curves: readonly Series[]): number | null {
  return meanOverPairs(curves, (first, second) => {
    let most: number | null = null
    for (let t = 0; t < first.length; t++) {
      const [a, b] = [first[t], second[t]]
      if (a !== null && b !== null) most = Math.max(most ?? 0, Math.abs(a - b))
    }
    return most
  })
}

function meanOverPairs<Item>(
  items: readonly Item[],
  distance: (first: Item, second: Item) => number | null,
): number | null {
  const distances = items.flatMap((first, i) => items.slice(i + 1).map((second) => distance(first, second)))
  const known = distances.filter((value) => value !== null)
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length
}
