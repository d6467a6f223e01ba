import { describe, expect, it } from 'vitest'
import { compare } from '../../src/compare/compare.ts'
import { type ComparedRun, ensembleOf } from '../../src/compare/ensemble.ts'
import { defaultSpec } from '../../src/compare/spec.ts'
import { ofNoModel } from '../../src/metrics/cost.ts'
import { convergingAt, runOf } from './run-of.ts'

const spec = { ...defaultSpec, resamples: 400, permutations: 200 }
const runs = (system: string, seconds: readonly (number | null)[], changes: Partial<ComparedRun> = {}) =>
  ensembleOf(
    system,
    seconds.map((value, replicate) =>
      runOf(convergingAt(3 + replicate, 12), {
        system,
        replicate,
        cost: { ...ofNoModel, seconds: value },
        ...changes,
      }),
    ),
  )

describe('the cost of a run against that of its twin', () => {
  it('is the ratio of the means, with an interval that holds it', () => {
    const { cells, overall } = compare(runs('llm', [90, 100, 110, 100]), runs('gmm', [1, 0.9, 1.1, 1]), spec)
    const { estimate, interval, seconds } = cells[0].costRatio
    expect(estimate).toBeCloseTo(100)
    expect(seconds).toEqual({ a: 100, b: 1 })
    const [low, high] = interval ?? [Number.NaN, Number.NaN]
    expect(low).toBeGreaterThan(85)
    expect(low).toBeLessThan(100)
    expect(high).toBeGreaterThan(100)
    expect(high).toBeLessThan(118)
    expect(overall.costRatio.sentence).toMatch(
      /^One run of the language model took 100 s, one of the Gaussian mixture 1 s: 100 times as long \(95 % interval \d/,
    )
  })

  it('adds up the means of the cells', () => {
    const both = (system: string, first: number, second: number) =>
      ensembleOf(system, [
        ...runs(system, [first, first]).runs,
        ...runs(system, [second, second], { mirror: 0.8 }).runs,
      ])
    const { overall } = compare(both('llm', 10, 30), both('gmm', 1, 4), spec)
    expect(overall.costRatio).toMatchObject({ estimate: 8, interval: [8, 8], seconds: { a: 20, b: 2.5 } })
  })

  it('has no interval from one run, and counts no run that is not complete', () => {
    const twin = runs('gmm', [2, 2])
    expect(compare(runs('llm', [8]), twin, spec).cells[0].costRatio).toMatchObject({
      estimate: 4,
      interval: null,
    })
    const open = runs('llm', [8, 8], { complete: false })
    expect(compare(open, twin, spec).overall.costRatio).toMatchObject({ estimate: null, sentence: null })
  })

  it('is null where a side does not tell, as for imported runs', () => {
    const { cells } = compare(runs('llm', [null, null]), runs('gmm', [1, 1]), spec)
    expect(cells[0].costRatio).toEqual({ estimate: null, interval: null, seconds: { a: null, b: 1 } })
  })
})

describe('faulty answers', () => {
  const faulty = (refused: number): Partial<ComparedRun> => ({
    answers: {
      answers: 100,
      faults: { empty: 0, 'off-format': 0, truncated: 0, refused },
      faultRates: { empty: 0, 'off-format': 0, truncated: 0, refused: refused / 100 },
      faultRate: refused / 100,
      askedAgain: 20,
      askedAgainRate: 0.2,
    },
  })

  it('are noted by kind where they are not negligible', () => {
    const [cell] = compare(runs('llm', [1, 1], faulty(4)), runs('gmm', [1, 1]), spec).cells
    expect(cell.answers).toMatchObject({ a: { answers: 200, faultRate: 0.04 }, b: null })
    expect(cell.notes.join('\n')).toMatch(/Of the answers of a, 4 % are faults \(refused 4 %\)/)
    expect(cell.notes.join('\n')).toMatch(/Of the answers of a, 20 % had to be asked for again/)
  })

  it('are not where they are', () => {
    const [cell] = compare(runs('llm', [1, 1], faulty(0)), runs('gmm', [1, 1]), spec).cells
    expect(cell.notes.join('\n')).not.toMatch(/are faults/)
  })
})
