import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { streamAt } from '../../src/core/random.ts'
import { pairedEnergyTest } from '../../src/statistics/energy-distance.ts'
import { interactionTest } from '../../src/statistics/interaction-test.ts'
import { type Events, jitterTest } from '../../src/statistics/jitter-test.ts'
import { optimalMatching } from '../../src/statistics/optimal-matching.ts'
import { rankCorrelation } from '../../src/statistics/rank-correlation.ts'
import { agrees, oracle } from './oracle.ts'

const plan = { resamples: 99, stream: streamAt('designs') }

describe('the rank correlation', () => {
  it("is scipy's, ties included", () => {
    for (const { first, second, correlation } of oracle.ranks)
      agrees(rankCorrelation(first, second), correlation)
  })

  it('is absent where nothing varies, and changes its sign with the order', () => {
    expect(rankCorrelation([1, 1, 1], [1, 2, 3])).toBeNull()
    expect(rankCorrelation([1, 2], [1, 2])).toBeNull()
    expect(rankCorrelation([1, 2, 9], [30, 2, 1])).toBeCloseTo(-1, 12)
    expect(() => rankCorrelation([1, 2, 3], [1])).toThrow(RangeError)
  })
})

describe('the optimal matching', () => {
  it("is scipy's", () => {
    for (const { first, second, agreement } of oracle.matchings) {
      agrees(optimalMatching(first, second)?.agreement, agreement)
    }
  })

  it('is complete for relabeled partitions and leaves out agents without a silo', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1 }), (silos) => {
        expect(
          optimalMatching(
            silos,
            silos.map((silo) => 7 - silo),
          )?.agreement,
        ).toBe(1)
      }),
    )
    expect(optimalMatching([1, null, 2], [4, 4, 5])).toEqual({ agreement: 1, agents: 2 })
    expect(optimalMatching([null], [1])).toBeNull()
  })
})

describe('the interaction test', () => {
  it('enumerates whole replicates', () => {
    const { first, second, pValue } = oracle.interaction
    const found = interactionTest(first, second, plan)
    agrees(found?.pValue, pValue)
    agrees(found?.smallestPValue, 2 / 70)
  })

  it('does not see a common difference', () => {
    const { first, second, pValue } = oracle.interaction
    const moved = second.map((row) => row.map((value) => value + 100))
    agrees(interactionTest(first, moved, plan)?.pValue, pValue)
    expect(interactionTest([[1, 2]], second, plan)).toBeNull()
  })
})

describe('the paired energy test', () => {
  it('enumerates the swaps within pairs', () => {
    const { first, second, pValue } = oracle.pairedEnergy
    const found = pairedEnergyTest(first, second, plan)
    agrees(found?.pValue, pValue)
    agrees(found?.smallestPValue, 2 / 64)
    expect(() => pairedEnergyTest(first, second.slice(1), plan)).toThrow(RangeError)
  })
})

describe('the jitter test', () => {
  const steps = 60
  /** Items may have an event where their coin allows it. */
  const run = (coins: readonly (readonly boolean[])[], stream: ReturnType<typeof streamAt>): Events =>
    coins.map(
      (coin) => new Set(coin.flatMap((allowed, item) => (allowed && stream.uniform() < 0.3 ? [item] : []))),
    )
  const coinsOf = (stream: ReturnType<typeof streamAt>) =>
    Array.from({ length: steps }, () => Array.from({ length: 20 }, () => stream.uniform() < 0.5))

  it('finds coins that runs share', () => {
    const stream = streamAt('jitter')
    const cells = [0, 1, 2].map(() => {
      const coins = coinsOf(stream)
      return [0, 1, 2, 3].map(() => run(coins, stream))
    })
    const found = jitterTest(cells, { resamples: 999, stream })
    expect(found?.pValue).toBeLessThan(0.01)
    expect(found?.ratio).toBeGreaterThan(1.5)
    expect(found?.pairs).toBe(18)
  })

  it('needs two runs of three steps', () => {
    expect(jitterTest([[run(coinsOf(plan.stream), plan.stream)]], plan)).toBeNull()
    expect(jitterTest([[[new Set()], [new Set()]]], plan)).toBeNull()
  })
})
