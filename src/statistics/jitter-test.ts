import { type Stream, uniformInteger } from '../core/random.ts'
import { shareAsExtreme } from './randomization.ts'

/** For each step of a run, who had an event. */
export type Events = readonly ReadonlySet<number>[]

export interface JitterTest {
  /** Events common to two runs at the same step, over the mean number at steps one apart; null where that is 0. */
  readonly ratio: number | null
  /** One-sided: for more common events at the same step than one apart. */
  readonly pValue: number
  /** Pairs of runs. */
  readonly pairs: number
}

/** Shifts of a whole run, in steps. */
const shifts = [-1, 0, 1]

/**
 * Tests whether the same items have events at the same step in different runs more often than a step apart: the
 * jitter test of synchrony (Amarasingham and others 2012). Every run is shifted as a whole by a step at random,
 * which keeps how often its items have events and how that changes slowly, and breaks what happens at one moment.
 * Rates that fall over time make it err towards not finding any. The first and last step are not used: they have
 * no neighbor on one side.
 *
 * @param groups runs are compared within their group; runs of equal length each
 * @returns null without a pair of runs of three steps or more
 */
export function jitterTest(
  groups: readonly (readonly Events[])[],
  { resamples, stream }: { readonly resamples: number; readonly stream: Stream },
): JitterTest | null {
  const tables = groups.flatMap((runs, group) => pairTables(runs, group))
  if (tables.length === 0) return null
  const sizes = groups.map((runs) => runs.length)
  const total = (shiftOf: (group: number, run: number) => number) =>
    tables.reduce((sum, { group, first, second, common }) => {
      return sum + common[shiftOf(group, first)][shiftOf(group, second)]
    }, 0)
  const unshifted = shifts.indexOf(0)
  const values = [total(() => unshifted)]
  for (let i = 0; i < resamples; i++) {
    const drawn = sizes.map((size) =>
      Array.from({ length: size }, () => uniformInteger(stream.uniform(), shifts.length)),
    )
    values.push(total((group, run) => drawn[group][run]))
  }
  const apart = meanApart(tables)
  return {
    ratio: apart === 0 ? null : values[0] / apart,
    pValue: shareAsExtreme(values),
    pairs: tables.length,
  }
}

/** Common events of two runs for each shift of either. */
interface PairTable {
  readonly group: number
  readonly first: number
  readonly second: number
  readonly common: readonly (readonly number[])[]
}

function pairTables(runs: readonly Events[], group: number): readonly PairTable[] {
  if (runs.length < 2 || runs[0].length < 3) return []
  return runs.flatMap((run, first) =>
    runs.slice(first + 1).map((other, later) => ({
      group,
      first,
      second: first + 1 + later,
      common: shifts.map((shift) =>
        shifts.map((shiftOfOther) => commonEvents(run, other, shift, shiftOfOther)),
      ),
    })),
  )
}

function commonEvents(run: Events, other: Events, shift: number, shiftOfOther: number): number {
  let count = 0
  for (let t = 1; t + 1 < Math.min(run.length, other.length); t++) {
    for (const item of run[t + shift]) if (other[t + shiftOfOther].has(item)) count++
  }
  return count
}

/** Mean total over the shifts of one run by a step against the other. */
function meanApart(tables: readonly PairTable[]): number {
  const middle = shifts.indexOf(0)
  const neighbors = [
    [middle, middle + 1],
    [middle, middle - 1],
    [middle + 1, middle],
    [middle - 1, middle],
  ]
  const sum = tables.reduce(
    (total, { common }) => total + neighbors.reduce((part, [i, j]) => part + common[i][j], 0),
    0,
  )
  return sum / neighbors.length
}
