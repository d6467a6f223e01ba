import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { streamAt } from '../../src/core/random.ts'
import { bcaFromReplications, bcaInterval } from '../../src/statistics/bca-interval.ts'
import { equivalence } from '../../src/statistics/equivalence.ts'
import { holm } from '../../src/statistics/holm.ts'
import { maxTTest } from '../../src/statistics/max-t.ts'
import { mean } from '../../src/statistics/moments.ts'
import { normalProbability, twoSidedTail } from '../../src/statistics/normal-distribution.ts'
import { permutationTest } from '../../src/statistics/permutation-test.ts'
import { countSplits, visitRelabelings } from '../../src/statistics/relabelings.ts'
import { signFlipTest } from '../../src/statistics/sign-flip-test.ts'
import { simultaneousBand } from '../../src/statistics/simultaneous-band.ts'
import { stratifiedPermutationTest } from '../../src/statistics/stratified-permutation-test.ts'
import { studentQuantile } from '../../src/statistics/student-distribution.ts'
import { differenceOfMeans } from '../../src/statistics/two-sample-statistics.ts'
import { agrees, oracle } from './oracle.ts'

const plan = (resamples = 199) => ({ resamples, stream: streamAt('statistics') })
const numbers = (minLength: number, maxLength = 6) =>
  fc.array(fc.integer({ min: -20, max: 20 }), { minLength, maxLength })
const meanOfFirst = ([values]: readonly (readonly number[])[]) => mean(values)

describe('distribution functions', () => {
  it('are those of scipy', () => {
    for (const [z, below, twoSided] of oracle.distributions.normal) {
      expect(Math.abs(normalProbability(z) - below)).toBeLessThanOrEqual(1e-11 * below)
      expect(Math.abs(twoSidedTail(z) - twoSided)).toBeLessThanOrEqual(1e-11 * twoSided)
    }
    for (const [p, degrees, value] of oracle.distributions.student) agrees(studentQuantile(p, degrees), value)
  })
})

describe('the BCa interval', () => {
  it('of given replications is that of scipy', () => {
    for (const { estimate, replications, jackknifed, level, interval } of oracle.bca.given) {
      const own = bcaFromReplications(estimate, replications, jackknifed, level)
      agrees(own?.[0], interval[0])
      agrees(own?.[1], interval[1])
    }
  })

  it('agrees with scipy within the error of many resamples', () => {
    const whole = bcaInterval([oracle.bca.sample], meanOfFirst, { level: 0.95, ...plan(20_000) })
    agrees(whole?.estimate, mean(oracle.bca.sample))
    agrees(whole?.interval?.[0], oracle.bca.interval[0], 0.02)
    agrees(whole?.interval?.[1], oracle.bca.interval[1], 0.02)
  })

  it('follows shifts and scales, and lies within the replications', () => {
    fc.assert(
      fc.property(numbers(3, 8), fc.integer({ min: -9, max: 9 }), (values, shift) => {
        const of = (sample: readonly number[]) =>
          bcaInterval([sample], meanOfFirst, { level: 0.9, ...plan(99) })
        const [own, moved] = [of(values)?.interval, of(values.map((value) => 4 * value + shift))?.interval]
        expect(own?.[0]).toBeLessThanOrEqual(own?.[1] ?? Number.NaN)
        expect(own?.[0]).toBeGreaterThanOrEqual(Math.min(...values) - 1e-9)
        agrees(moved?.[0], 4 * (own?.[0] ?? Number.NaN) + shift)
        agrees(moved?.[1], 4 * (own?.[1] ?? Number.NaN) + shift)
      }),
      { numRuns: 40 },
    )
  })

  it('says where there is none', () => {
    const of = (...samples: number[][]) => bcaInterval(samples, meanOfFirst, { level: 0.95, ...plan() })
    expect(of([])).toBeNull()
    expect(of([3])).toEqual({ estimate: 3, interval: null, replications: [] })
    expect(of([3, 4], [1])?.interval).toBeNull()
    expect(of([2, 2, 2])?.interval).toEqual([2, 2])
    const sometimes = ([values]: readonly (readonly number[])[]) => (values.includes(1) ? 1 : null)
    const absent = bcaInterval([[1, 2, 3]], sometimes, { level: 0.95, ...plan() })
    expect(absent?.interval).toBeNull()
    expect(absent?.replications).toContain(null)
    expect(() => bcaInterval([[1, 2]], meanOfFirst, { level: 95, ...plan() })).toThrow('got 95')
  })
})

describe('relabelings', () => {
  it('are each visited once where they are few, the own labels first', () => {
    const seen: string[] = []
    const strata = [
      { first: 2, second: 1 },
      { first: 1, second: 3 },
    ]
    expect(visitRelabelings(strata, plan(), (labels) => seen.push(labels.join('')))).toBe(true)
    expect(seen[0]).toBe('1101000')
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.length).toBe(countSplits(strata))
    expect(countSplits(strata)).toBe(12)
  })

  it('are drawn evenly and keep sizes where they are many', () => {
    const counts = [0, 0, 0, 0]
    const strata = [{ first: 1, second: 3 }]
    const exact = visitRelabelings(strata, { ...plan(4000), exactUpTo: 1 }, (labels) => {
      expect(labels.reduce((sum, label) => sum + label, 0)).toBe(1)
      counts[labels.indexOf(1)]++
    })
    expect(exact).toBe(false)
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(110)
  })

  it('do not overflow for large samples', () => {
    expect(countSplits([{ first: 5, second: 20 }])).toBe(53_130)
    expect(countSplits([{ first: 2000, second: 2000 }])).toBe(Number.POSITIVE_INFINITY)
  })
})

describe('the permutation test', () => {
  it('has the exact p of scipy', () => {
    for (const { first, second, difference, welch } of oracle.permutation) {
      agrees(permutationTest(first, second, plan(), differenceOfMeans)?.pValue, difference)
      agrees(permutationTest(first, second, plan())?.pValue, welch)
    }
  })

  it('comes near the exact p by random permutations', () => {
    const { first, second, welch } = oracle.permutation[2]
    const drawn = permutationTest(first, second, { ...plan(9999), exactUpTo: 0 })
    expect(drawn?.exact).toBe(false)
    expect(drawn?.rearrangements).toBe(9999)
    expect(Math.abs((drawn?.pValue ?? 1) - welch)).toBeLessThan(4 * Math.sqrt((welch * (1 - welch)) / 9999))
  })

  it('knows the smallest p of its design', () => {
    const of = (n: number, m: number, resamples = 999) =>
      permutationTest(
        Array.from({ length: n }, (_, i) => 100 + i),
        Array.from({ length: m }, (_, i) => i),
        plan(resamples),
      )
    expect(of(4, 4)?.smallestPValue).toBeCloseTo(2 / 70, 12)
    expect(of(4, 4)?.pValue).toBeCloseTo(2 / 70, 12)
    expect(of(3, 5)?.smallestPValue).toBeCloseTo(1 / 56, 12)
    expect(of(3, 5)?.pValue).toBeCloseTo(1 / 56, 12)
    expect(of(20, 20)?.smallestPValue).toBe(1 / 1000)
    expect(of(20, 20)?.pValue).toBe(1 / 1000)
    expect(of(1, 1)?.pValue).toBe(1)
  })

  it('does not depend on order, sign, shift or which sample is first', () => {
    fc.assert(
      fc.property(numbers(1), numbers(1), fc.integer({ min: -1e6, max: 1e6 }), (first, second, shift) => {
        const own = permutationTest(first, second, plan())?.pValue ?? Number.NaN
        const moved = (values: readonly number[]) => values.map((value) => shift - value).reverse()
        agrees(permutationTest(second, first, plan())?.pValue, own)
        agrees(permutationTest(moved(first), moved(second), plan())?.pValue, own)
        expect(own).toBeGreaterThan(0)
        expect(own).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('finds nothing in constant data and says where there is nothing to test', () => {
    expect(permutationTest([0.1, 0.1, 0.1], [0.1, 0.1], plan())?.pValue).toBe(1)
    expect(permutationTest([], [1], plan())).toBeNull()
    expect(() => permutationTest([Number.NaN], [1], plan())).toThrow('finite')
  })
})

describe('the stratified permutation test', () => {
  it('has the exact p of an enumeration', () => {
    agrees(stratifiedPermutationTest(oracle.stratified.strata, plan())?.pValue, oracle.stratified.pValue)
  })

  it('does not depend on shifts of a stratum, and ignores one without both samples', () => {
    fc.assert(
      fc.property(numbers(2, 3), numbers(2, 3), numbers(2, 3), (a, b, c) => {
        const own = stratifiedPermutationTest(
          [
            { first: a, second: b },
            { first: b, second: c },
          ],
          plan(),
        )
        const shifted = c.map((value) => value + 1000)
        const moved = stratifiedPermutationTest(
          [
            { first: a, second: b },
            { first: b.map((value) => value + 1000), second: shifted },
            { first: [7], second: [] },
          ],
          plan(),
        )
        agrees(moved?.pValue, own?.pValue ?? Number.NaN)
      }),
    )
    expect(stratifiedPermutationTest([{ first: [1], second: [] }], plan())).toBeNull()
  })
})

describe('the sign-flip test', () => {
  it('has the exact p of scipy', () => {
    for (const { differences, pValue } of oracle.signFlip)
      agrees(signFlipTest(differences, plan())?.pValue, pValue)
  })

  it('reaches .0078 with eight pairs and draws signs for many', () => {
    const eight = signFlipTest([1, 2, 3, 4, 5, 6, 7, 8], plan())
    expect(eight).toEqual({ pValue: 2 / 256, smallestPValue: 2 / 256, exact: true, rearrangements: 256 })
    const many = signFlipTest(
      Array.from({ length: 30 }, (_, i) => i + 1),
      plan(199),
    )
    expect(many).toEqual({ pValue: 1 / 200, smallestPValue: 1 / 200, exact: false, rearrangements: 199 })
  })

  it('does not depend on sign or scale', () => {
    fc.assert(
      fc.property(numbers(1, 8), (differences) => {
        const own = signFlipTest(differences, plan())?.pValue ?? Number.NaN
        agrees(
          signFlipTest(
            differences.map((d) => -0.3 * d),
            plan(),
          )?.pValue,
          own,
        )
      }),
    )
    expect(signFlipTest([0, 0], plan())?.pValue).toBe(1)
    expect(signFlipTest([], plan())).toBeNull()
  })
})

describe('several tests', () => {
  it('are adjusted by Holm as by hand', () => {
    expect(holm([0.01, null, 0.04, 0.03, 0.005])).toEqual([0.03, null, 0.06, 0.06, 0.02])
    expect(holm([0.6, 0.9])).toEqual([1, 1])
    expect(() => holm([1.2])).toThrow('got p 1.2')
  })

  it('share their permutations in max-T, with the exact p of an enumeration', () => {
    const found = maxTTest(oracle.maxT.first, oracle.maxT.second, plan())
    oracle.maxT.pValues.forEach((p, metric) => {
      agrees(found?.pValues[metric], p)
    })
  })

  it('of max-T are the permutation test where there is one metric, and 1 for a constant one', () => {
    fc.assert(
      fc.property(numbers(2, 5), numbers(2, 5), (first, second) => {
        const row = (value: number) => [value, 7]
        const both = maxTTest(first.map(row), second.map(row), plan())
        agrees(both?.pValues[0], permutationTest(first, second, plan())?.pValue ?? Number.NaN)
        expect(both?.pValues[1]).toBe(1)
      }),
    )
    expect(maxTTest([], [[1]], plan())).toBeNull()
    expect(() => maxTTest([[1]], [[1, 2]], plan())).toThrow('expected one number')
  })
})

describe('equivalence', () => {
  const replications = Array.from({ length: 1001 }, (_, i) => (i - 500) / 500)

  it('is declared where the interval lies inside the margin', () => {
    const found = equivalence(replications, 1, [1_000_000])
    agrees(found?.interval[0], -0.9, 1e-4)
    agrees(found?.interval[1], 0.9, 1e-4)
    expect(found).toMatchObject({ equivalent: true, beyondMargin: false })
    expect(equivalence(replications, 0.8, [1_000_000])?.equivalent).toBe(false)
    const far = replications.map((value) => value - 5)
    expect(equivalence(far, 1, [50])).toMatchObject({ equivalent: false, beyondMargin: true })
  })

  it('is harder to show with small samples, and cannot be shown with one run', () => {
    const width = (sizes: readonly number[]) => {
      const [low, high] = equivalence(replications, 1, sizes)?.interval ?? [0, 0]
      return high - low
    }
    expect(width([5, 20])).toBeGreaterThan(width([20, 20]))
    expect(width([20, 20])).toBeGreaterThan(width([500]))
    expect(equivalence(replications, 1, [1, 9])).toBeNull()
    expect(equivalence([], 1, [9])).toBeNull()
    expect(() => equivalence(replications, 0, [9])).toThrow('expected above 0')
  })
})

describe('a simultaneous band', () => {
  const stream = streamAt('band')
  const replications = Array.from({ length: 4000 }, () => [stream.normal(), 3 + 2 * stream.normal(), 5, null])

  it('is the quantile of the largest deviation wide, constant and absent times apart', () => {
    const band = simultaneousBand([0, 3, 5, null], replications, [1_000_000], 0.95)
    // The 95 % quantile of the larger of two independent |Z|: 2Φ(z) - 1 = √.95.
    agrees(band?.width, 2.2365, 0.025)
    agrees(band?.upper[0], 2.2365, 0.04)
    agrees(band?.lower[1], 3 - 2 * 2.2365, 0.1)
    expect([band?.lower[2], band?.upper[2]]).toEqual([5, 5])
    expect([band?.lower[3], band?.upper[3]]).toEqual([null, null])
  })

  it('is not there for one run, and a point without any spread', () => {
    expect(simultaneousBand([0], [[1], [2]], [1, 5], 0.95)).toBeNull()
    const point = simultaneousBand(
      [0.1, 5],
      [
        [0.1, 5],
        [0.1, 5],
        [0.1, 5],
      ],
      [9],
      0.95,
    )
    expect(point).toEqual({ lower: [0.1, 5], upper: [0.1, 5], width: null })
  })
})
