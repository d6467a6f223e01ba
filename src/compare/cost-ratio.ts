import { streamAt } from '../core/random.ts'
import { bcaInterval, type Statistic } from '../statistics/bca-interval.ts'
import { mean } from '../statistics/moments.ts'
import type { Names } from './cell-sentence.ts'
import type { Estimate } from './comparison.ts'
import type { ComparedRun } from './ensemble.ts'
import type { ComparisonSpec } from './spec.ts'
import { inSeconds, percent, times } from './wording.ts'

/** What a run of either ensemble takes. */
export interface CostRatio extends Estimate {
  /** Mean seconds of a run, over the cells alike; null where the seconds of some complete run are not known. */
  readonly seconds: { readonly a: number | null; readonly b: number | null }
}

/** The runs of a cell on either side. */
interface Sides {
  readonly a: readonly ComparedRun[]
  readonly b: readonly ComparedRun[]
}

/**
 * Seconds of a run of a over seconds of a run of b: the ratio of means over the runs of a cell, the means of several
 * cells added, with a BCa interval (Efron 1987) from resampling the runs of each side of each cell. Null where the
 * seconds of a side are not known; runs that are not complete do not count.
 *
 * @param place names the draws: those of one cell change no other's
 */
export function costRatio(
  cells: readonly Sides[],
  { seed, level, resamples }: Pick<ComparisonSpec, 'seed' | 'level' | 'resamples'>,
  ...place: readonly (string | number)[]
): CostRatio {
  const a = cells.map((cell) => secondsOf(cell.a))
  const b = cells.map((cell) => secondsOf(cell.b))
  const seconds = { a: meanOverCells(a), b: meanOverCells(b) }
  if (seconds.a === null || seconds.b === null || !(seconds.b > 0)) {
    return { estimate: null, interval: null, seconds }
  }
  const samples = [...a, ...b].filter((sample) => sample !== null)
  const ratio: Statistic<number> = (drawn) => {
    const means = drawn.map(mean)
    const below = mean(means.slice(cells.length))
    return below > 0 ? mean(means.slice(0, cells.length)) / below : null
  }
  const stream = streamAt(seed, 'compare', 'cost', ...place)
  const found = bcaInterval(samples, ratio, { level, resamples, stream })
  return { estimate: found?.estimate ?? null, interval: found?.interval ?? null, seconds }
}

/** What a run of either takes, in a sentence; null where it is not known of both. */
export function costSentence(cost: CostRatio, names: Names, level: number): string | null {
  const { estimate, interval, seconds } = cost
  if (estimate === null || seconds.a === null || seconds.b === null) return null
  const within = interval === null ? '' : ` (${percent(level)} interval ${interval.map(times).join(' to ')})`
  return `One run of ${names.a} took ${inSeconds(seconds.a)}, one of ${names.b} ${inSeconds(seconds.b)}: ${times(estimate)} times as long${within}.`
}

function secondsOf(runs: readonly ComparedRun[]): readonly number[] | null {
  const seconds = runs.filter(({ complete }) => complete).map(({ cost }) => cost.seconds)
  const known = seconds.filter((value) => value !== null)
  return known.length > 0 && known.length === seconds.length ? known : null
}

function meanOverCells(cells: readonly (readonly number[] | null)[]): number | null {
  const known = cells.filter((values) => values !== null)
  return known.length === cells.length ? mean(known.map(mean)) : null
}
