import { mean, variance } from '../statistics/moments.ts'

/** One value that is known from elsewhere, beside ours. */
export interface Check {
  /** What it is a value of, such as `k = 5`. */
  readonly what: string
  /** As it was published. */
  readonly published: string
  readonly ours: string
  /** null where there are too few runs to say. */
  readonly met: boolean | null
  /** By what it was judged. */
  readonly rule: string
}

/** A mean over several runs that was read off a figure. */
export interface PublishedMean {
  readonly value: number
  readonly runs: number
  /** Half a unit of the last digit that was read. */
  readonly readTo: number
  /** Of the single published runs, where it is known; else that of ours stands in for it. */
  readonly standardDeviation?: number
}

/**
 * A published mean is met where it differs from ours by at most three standard errors of the difference of two such
 * means, or by what reading it off cannot tell. The published runs are taken to scatter as ours do unless their
 * standard deviation is known, and no less than their own mean says: whole numbers with mean m have a variance of at
 * least (m - ⌊m⌋)(⌈m⌉ - m).
 *
 * @param values of our runs: whole numbers, as those behind the published mean
 */
export function checkMean(what: string, values: readonly number[], published: PublishedMean): Check {
  const own = values.length === 0 ? null : mean(values)
  const spread = variance(values)
  const digits = published.readTo < 0.1 && Math.abs(published.value) < 20 ? 2 : 1
  const said = { what, published: published.value.toFixed(digits), rule: meanRule }
  if (own === null || spread === null) return { ...said, ours: own?.toFixed(digits) ?? 'none', met: null }
  const part = published.value - Math.floor(published.value)
  const { standardDeviation } = published
  const theirs =
    standardDeviation === undefined ? Math.max(spread, part * (1 - part)) : standardDeviation ** 2
  const error = Math.sqrt(spread / values.length + theirs / published.runs)
  const isNear = Math.abs(own - published.value) <= Math.max(3 * error, published.readTo) + rounding
  return {
    ...said,
    ours: `${own.toFixed(digits)} ± ${error.toFixed(digits)}`,
    met: values.length < fewestRuns ? null : isNear,
  }
}

const meanRule = 'within three standard errors (±) of the difference of the two means'

/** Sums of decimal fractions may miss by this much. */
const rounding = 1e-9

/**
 * A value of one published run is met where it lies among ours. For runs of one kind the next one lies there with
 * probability (N - 1) / (N + 1), whatever their distribution.
 *
 * @param values of our runs; infinite for a run in which it never happened
 */
export function checkRun(what: string, values: readonly number[], published: number, digits = 0): Check {
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const said = (value: number) => (Number.isFinite(value) ? value.toFixed(digits) : 'never')
  const enough = values.length >= fewestRuns
  return {
    what,
    published: said(published),
    ours: values.length === 0 ? 'none' : `${said(least)} to ${said(most)}, median ${said(medianOf(values))}`,
    met: enough ? least <= published && published <= most : null,
    rule: `one published run lies among ${values.length} of ours, as ${share(values.length)} of all would`,
  }
}

/** The lower one of two in the middle. */
function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)]
}

/** Fewer runs say too little of how runs scatter. */
const fewestRuns = 10

const share = (runs: number) => `${Math.floor((100 * Math.max(0, runs - 1)) / (runs + 1))} %`

/** Printed values are met where ours, printed alike, are the same. */
export function checkPrinted(what: string, ours: string, published: string): Check {
  return { what, published, ours, met: ours === published, rule: 'the same digits' }
}

/** A number that is to be small. */
export function checkBelow(what: string, value: number, bound: number): Check {
  return {
    what,
    published: `at most ${bound}`,
    ours: value.toPrecision(2),
    met: value <= bound,
    rule: 'an inequality',
  }
}
