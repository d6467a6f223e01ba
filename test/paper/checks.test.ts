import { describe, expect, it } from 'vitest'
import { checkBelow, checkMean, checkPrinted, checkRun } from '../../src/paper/check.ts'
import { atMostFrom } from '../../src/paper/figures/figure-10.ts'
import { printed } from '../../src/paper/figures/tables.ts'
import { distancesOf, publishedAt, publishedTimes } from '../../src/paper/published-times.ts'
import { authorsTime, lastingFrom, meanAndError } from '../../src/paper/values.ts'
import { metOf, verdictSentence } from '../../src/paper/verdict-line.ts'

const published = (value: number) => ({ value, runs: 50, readTo: 0.05 })
/** Ten values with mean 5 and variance 10/9, so that the standard error is a third and 0.471 with ten published runs. */
const around5 = [4, 6, 4, 6, 4, 6, 4, 6, 4, 6]

describe('a published mean', () => {
  it('is met up to three standard errors of the difference', () => {
    const error = Math.sqrt(10 / 9 / 10 + 10 / 9 / 50)
    expect(checkMean('m', around5, published(5 + 2.99 * error)).met).toBe(true)
    expect(checkMean('m', around5, published(5 + 3.01 * error)).met).toBe(false)
    expect(checkMean('m', around5, published(5 - 3.01 * error)).met).toBe(false)
  })

  it('has the scatter of its own runs where that is known', () => {
    expect(checkMean('m', around5, { ...published(7), standardDeviation: 0 }).met).toBe(false)
    expect(checkMean('m', around5, { ...published(7), standardDeviation: 5 }).met).toBe(true)
  })

  it('of whole numbers has at least the scatter that its fraction asks for, where ours has none', () => {
    const ones = Array.from({ length: 50 }, () => 1)
    const error = (value: number) => Math.sqrt(((value - 1) * (2 - value)) / 50)
    expect(3 * error(1.1)).toBeGreaterThan(0.1)
    expect(checkMean('m', ones, published(1.1)).met).toBe(true)
    expect(3 * error(1.2)).toBeLessThan(0.2)
    expect(checkMean('m', ones, published(1.2)).met).toBe(false)
    expect(checkMean('m', ones, published(2)).met).toBe(false)
  })

  it('is undecided by few runs, one or none', () => {
    expect(checkMean('m', [5, 5, 5], published(9)).met).toBeNull()
    expect(checkMean('m', [5], published(5))).toMatchObject({ met: null, ours: '5.00' })
    expect(checkMean('m', [], published(5))).toMatchObject({ met: null, ours: 'none' })
  })
})

describe('one published run', () => {
  const values = [3, 5, 8, 4, 4, 4, 4, 4, 4, 4, Number.POSITIVE_INFINITY]

  it('is met among ours, never included', () => {
    expect(checkRun('r', values, 3).met).toBe(true)
    expect(checkRun('r', values, 75).met).toBe(true)
    expect(checkRun('r', values, 2).met).toBe(false)
    expect(checkRun('r', values, 2).ours).toBe('3 to never, median 4')
    expect(checkRun('r', values.slice(0, 10), 9).met).toBe(false)
    expect(checkRun('r', values.slice(0, 5), 4).met).toBeNull()
  })

  it('says how many of all would lie there', () => {
    expect(checkRun('r', values, 3).rule).toContain('83 %')
  })
})

it('printed values and bounds are met exactly or not at all', () => {
  expect(checkPrinted('x', '2.897895e-06', '2.897895e-06').met).toBe(true)
  expect(checkPrinted('x', '2.897896e-06', '2.897895e-06').met).toBe(false)
  expect(checkBelow('x', 1e-13, 1e-12).met).toBe(true)
  expect(checkBelow('x', 1e-11, 1e-12).met).toBe(false)
  expect(checkBelow('x', Number.NaN, 1e-12).met).toBe(false)
  expect([2.897895e-6, 1, 0.9666667, 3.030701e-45].map(printed)).toEqual([
    '2.897895e-06',
    '1.000000e+00',
    '9.666667e-01',
    '3.030701e-45',
  ])
})

describe('the verdict of a figure', () => {
  const met = checkPrinted('a', '1', '1')
  const failed = checkPrinted('b', '1', '2')
  const open = checkMean('c', [1], published(1))

  it('is not met by one failure, and undecided by an open check alone', () => {
    expect(metOf([met, failed, open])).toBe('not met')
    expect(metOf([met, open])).toBe('undecided')
    expect(metOf([met, met])).toBe('met')
    expect(metOf([])).toBe('no published numbers')
  })

  it('is said in a sentence', () => {
    expect(verdictSentence([met])).toBe('met: the one known value.')
    expect(verdictSentence([met, met])).toBe('met: all 2 known values.')
    expect(verdictSentence([met, failed])).toBe('not met: 1 of 2 known values: b (known 2, here 1).')
    expect(verdictSentence([met, ...Array.from({ length: 5 }, () => failed)])).toContain('and 2 others')
    expect(verdictSentence([met, open])).toBe('undecided: too few runs for 1 value of 2.')
    expect(verdictSentence([])).toContain('no numbers')
  })
})

describe('values of runs', () => {
  it("the authors' t* is one less than ours, and T for never", () => {
    expect(authorsTime({ at: 22 })).toBe(21)
    expect(authorsTime({ notBy: 200 })).toBe(200)
  })

  it('a number of silos lasts from where it is never exceeded again', () => {
    expect(lastingFrom([5, 2, 3, 2, 1], 2)).toBe(3)
    expect(lastingFrom([2, 1, 1], 2)).toBe(0)
    expect(lastingFrom([2, 1, 3], 2)).toBe(Number.POSITIVE_INFINITY)
  })

  it('a standard deviation stays small from where it is never exceeded again', () => {
    expect(atMostFrom([0.2, 51, 0.01, 0.03, 0.02, 0.01], 0.02)).toBe(4)
    expect(atMostFrom([0.2, 51], 0.02)).toBe(Number.POSITIVE_INFINITY)
  })

  it('a mean has its standard error', () => {
    expect(meanAndError([1, 2, 3])).toEqual({ runs: 3, mean: 2, standardError: Math.sqrt(1 / 3) })
    expect(meanAndError([4])).toEqual({ runs: 1, mean: 4, standardError: null })
  })
})

it('Figure 7: every published value stands at its distance, and no other does', () => {
  const known = publishedTimes.map((panel) =>
    distancesOf(panel).filter((distance) => publishedAt(panel, distance) !== null),
  )
  expect(publishedTimes.map((panel) => distancesOf(panel).length)).toEqual([23, 11, 23])
  expect(known.map((distances) => [distances[0], distances.at(-1), distances.length])).toEqual([
    [0.75, 5, 18],
    [0.5, 3, 11],
    [2.5, 8, 23],
  ])
  const [line, circle, simplex] = publishedTimes
  expect([publishedAt(line, 0.5), publishedAt(line, 1), publishedAt(line, 5.25)]).toEqual([null, 95.3, null])
  expect([publishedAt(circle, 2), publishedAt(simplex, 4)]).toEqual([50.2, 78.1])
})
