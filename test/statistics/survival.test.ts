import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { streamAt } from '../../src/core/random.ts'
import type { TimeTo } from '../../src/core/silo-path.ts'
import { kaplanMeier } from '../../src/statistics/kaplan-meier.ts'
import { logRank } from '../../src/statistics/log-rank.ts'
import { mean, variance } from '../../src/statistics/moments.ts'
import { restrictedMean, restrictedMeanDifference } from '../../src/statistics/restricted-mean.ts'
import { agrees, oracle } from './oracle.ts'

const plan = { resamples: 199, stream: streamAt('survival') }
const time = fc.integer({ min: 0, max: 12 }).map((t): TimeTo => (t > 9 ? { notBy: 9 } : { at: t }))
const sample = fc.array(time, { minLength: 2, maxLength: 6 })

describe('the survival curve', () => {
  it('is that of lifelines, with its interval and median', () => {
    for (const run of oracle.survival) {
      for (const [times, expected] of [
        [run.first, run.a],
        [run.second, run.b],
      ] as const) {
        const { steps, median } = kaplanMeier(times, 0.95)
        expect(steps.map((step) => [step.time, step.atRisk, step.events])).toEqual(
          expected.rows.map((row) => row.slice(0, 3)),
        )
        expected.rows.forEach(([, , , survival, low, high], i) => {
          agrees(steps[i].survival, survival)
          if (low === null || high === null) expect(steps[i].interval).toBeNull()
          else {
            agrees(steps[i].interval?.[0], low)
            agrees(steps[i].interval?.[1], high)
          }
        })
        expect(median).toBe(expected.median)
      }
    }
  })

  it('falls from 1 and has the binomial variance where nothing is censored before', () => {
    fc.assert(
      fc.property(sample, (times) => {
        let last = 1
        for (const step of kaplanMeier(times, 0.9).steps) {
          expect(step.survival).toBeLessThan(last)
          last = step.survival
          if (step.variance !== null) agrees(step.variance, (last * (1 - last)) / times.length)
          expect(step.interval === null).toBe(step.variance === null)
          expect(step.interval?.[0] ?? 0).toBeGreaterThanOrEqual(0)
          expect(step.interval?.[1] ?? 0).toBeLessThanOrEqual(1)
        }
      }),
    )
  })

  it('has no steps where all are censored or there is nothing', () => {
    const none = { steps: [], events: 0, median: null }
    expect(kaplanMeier([{ notBy: 9 }, { notBy: 9 }], 0.95)).toMatchObject({
      ...none,
      censored: 2,
      lastTime: 9,
    })
    expect(kaplanMeier([], 0.95)).toMatchObject({ ...none, censored: 0, lastTime: null })
    expect(() => kaplanMeier([{ at: -1 }], 0.95)).toThrow('got time -1')
  })
})

describe('the log-rank test', () => {
  it('is that of lifelines', () => {
    for (const { first, second, statistic, pValue } of oracle.survival) {
      const found = logRank(first, second, plan)
      agrees(found?.statistic, statistic)
      agrees(found?.asymptoticPValue, pValue)
    }
  })

  it('does not depend on which sample is first nor on the unit of time', () => {
    const longer = (times: readonly TimeTo[]) =>
      times.map((t): TimeTo => ('at' in t ? { at: 3 * t.at } : { notBy: 3 * t.notBy }))
    fc.assert(
      fc.property(sample, sample, (first, second) => {
        const own = logRank(first, second, plan)
        const other = logRank(longer(second), longer(first), plan)
        if (own === null) expect(other).toBeNull()
        else {
          agrees(other?.statistic, own.statistic)
          agrees(other?.excess, -own.excess)
          agrees(other?.permutation.pValue, own.permutation.pValue)
        }
      }),
    )
  })

  it('is not there where nothing happened or all happened at once', () => {
    expect(logRank([{ notBy: 9 }], [{ notBy: 9 }], plan)).toBeNull()
    expect(logRank([{ at: 3 }], [{ at: 3 }], plan)).toBeNull()
    expect(logRank([], [{ at: 3 }], plan)).toBeNull()
  })
})

describe('restricted means', () => {
  it('are those of lifelines, with the variance by its definition', () => {
    for (const run of oracle.survival) {
      for (const [times, expected] of [
        [run.first, run.a],
        [run.second, run.b],
      ] as const) {
        const found = restrictedMean(times, 25)
        agrees(found?.mean, expected.mean)
        agrees(found?.variance, expected.variance)
        if (expected.uncensoredVariance !== null) agrees(found?.variance, expected.uncensoredVariance)
      }
    }
  })

  it('are plain means of min(time, horizon) where nothing is censored before', () => {
    fc.assert(
      fc.property(sample, fc.integer({ min: 0, max: 9 }), (times, horizon) => {
        const cut = times.map((t) => Math.min('at' in t ? t.at : t.notBy, horizon))
        const found = restrictedMean(times, horizon)
        agrees(found?.mean, mean(cut))
        agrees(found?.variance, (variance(cut) ?? Number.NaN) / cut.length)
      }),
    )
  })

  it('differ with the interval of Welch', () => {
    const at = (...times: number[]) => times.map((t) => ({ at: t }))
    const [first, second] = [at(1, 2, 3, 4, 5), at(3, 5, 9, 12, 14, 20)]
    const found = restrictedMeanDifference(first, second, 30, 0.95)
    agrees(found?.estimate, 7.5)
    // scipy.stats.ttest_ind(…, equal_var=False) has 5.76 degrees of freedom here; rounded down to 5.
    const error = Math.sqrt(2.5 / 5 + 38.7 / 6)
    agrees(found?.standardError, error)
    agrees(found?.interval?.[1], 7.5 + 2.570581835636 * error)
  })

  it('are not there beyond what is known', () => {
    expect(restrictedMean([{ at: 1 }, { notBy: 5 }], 6)).toBeNull()
    expect(restrictedMean([{ notBy: 5 }, { at: 6 }], 9)?.mean).toBe(6)
    expect(restrictedMean([], 6)).toBeNull()
    expect(restrictedMean([{ notBy: 9 }, { notBy: 9 }], 9)).toEqual({ mean: 9, variance: 0, size: 2 })
    const one = restrictedMeanDifference([{ at: 1 }], [{ at: 2 }, { at: 4 }], 9, 0.95)
    expect(one).toEqual({ estimate: 2, standardError: null, interval: null })
    const never = [{ notBy: 9 }, { notBy: 9 }]
    expect(restrictedMeanDifference(never, never, 9, 0.95)?.interval).toEqual([0, 0])
    expect(() => restrictedMean([{ at: 1 }], Number.NaN)).toThrow('horizon')
  })
})
