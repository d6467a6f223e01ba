import { permutation, type Stream } from '../core/random.ts'

/** How many items of either sample lie in a stratum; labels are exchanged within strata only. */
export interface Stratum {
  readonly first: number
  readonly second: number
}

/** How labels are permuted: all of them where they are few, else drawn. */
export interface PermutationPlan {
  /** Random permutations where enumeration would take more than `exactUpTo`. */
  readonly resamples: number
  readonly stream: Stream
  /** Splits up to which all are enumerated. */
  readonly exactUpTo?: number
}

/** Marks for each pooled item whether it counts to the first sample (1) or the second (0). Overwritten on each visit. */
export type Labels = Readonly<Uint8Array>

/** Splits up to which all are enumerated unless a plan says otherwise. */
export const exactSplits = 20_000

/** Number of ways to split the items into samples of these sizes (Infinity where it has no double). */
export function countSplits(strata: readonly Stratum[]): number {
  return strata.reduce((product, { first, second }) => product * binomial(first + second, first), 1)
}

/**
 * Visits relabelings of the pooled items, which are stratum by stratum and in each the first sample's before the
 * second's. The labels as they are come first. Where there are at most `exactUpTo` splits every one is visited
 * once; else `resamples` random ones follow the first.
 *
 * @returns whether all were visited
 * @throws RangeError where fewer than one random permutation is asked for
 */
export function visitRelabelings(
  strata: readonly Stratum[],
  { resamples, stream, exactUpTo = exactSplits }: PermutationPlan,
  visit: (labels: Labels) => void,
): boolean {
  if (countSplits(strata) <= exactUpTo) {
    visitAll(strata, visit)
    return true
  }
  if (!(resamples >= 1)) throw new RangeError(`permutations: got ${resamples}, expected 1 or more`)
  const labels = Uint8Array.from(strata.flatMap(ownLabels))
  visit(labels)
  for (let i = 0; i < resamples; i++) {
    let start = 0
    for (const { first, second } of strata) {
      const order = permutation(first + second, stream)
      for (let place = 0; place < order.length; place++) labels[start + place] = order[place] < first ? 1 : 0
      start += order.length
    }
    visit(labels)
  }
  return false
}

const ownLabels = ({ first, second }: Stratum): number[] => [
  ...new Array<number>(first).fill(1),
  ...new Array<number>(second).fill(0),
]

function visitAll(strata: readonly Stratum[], visit: (labels: Labels) => void): void {
  const stratumOf = strata.flatMap(({ first, second }, s) => new Array<number>(first + second).fill(s))
  const left = strata.map(({ first, second }) => [second, first])
  const labels = new Uint8Array(stratumOf.length)
  const place = (i: number): void => {
    if (i === labels.length) {
      visit(labels)
      return
    }
    const open = left[stratumOf[i]]
    for (const label of [1, 0]) {
      if (open[label] === 0) continue
      open[label]--
      labels[i] = label
      place(i + 1)
      open[label]++
    }
  }
  place(0)
}

function binomial(of: number, chosen: number): number {
  let count = 1
  for (let i = 1; i <= Math.min(chosen, of - chosen); i++) count = Math.round((count * (of - i + 1)) / i)
  return count
}
