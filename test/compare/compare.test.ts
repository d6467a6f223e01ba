import { describe, expect, it } from 'vitest'
import { percentileInterval } from '../../src/compare/bootstrap.ts'
import { compare } from '../../src/compare/compare.ts'
import { streamAt } from '../../src/core/random.ts'
import type { RunMetrics } from '../../src/metrics/run-metrics.ts'
import { convergingAt, runOf } from './run-of.ts'

const horizon = 20

const runConvergingAt = (at: number, changes: Partial<RunMetrics> = {}) =>
  runOf(convergingAt(at, horizon), changes)

const ensemble = (label: string, times: readonly number[], changes: Partial<RunMetrics> = {}) => ({
  label,
  runs: times.map((at, replicate) => runConvergingAt(at, { replicate, ...changes })),
})

describe('a comparison', () => {
  it('averages final silo counts, restricted times and curves', () => {
    const { cells } = compare(ensemble('a', [4, 8, 99]), ensemble('b', [2, 2]))
    const { finalSiloCount, restrictedMeanConvergence, trajectory } = cells[0].metrics
    expect(cells[0]).toMatchObject({ mirror: 0.2, neighbors: 5, runs: { a: 3, b: 2 }, horizon, pairs: 0 })
    expect(cells[0].censored).toEqual({ a: 1, b: 0 })
    expect(finalSiloCount.a.estimate).toBeCloseTo(4 / 3, 12)
    expect(finalSiloCount.difference.estimate).toBeCloseTo(-1 / 3, 12)
    expect(restrictedMeanConvergence.a.estimate).toBeCloseTo((4 + 8 + horizon) / 3, 12)
    expect(restrictedMeanConvergence.b).toEqual({ estimate: 2, interval: [2, 2] })
    expect(trajectory.effectiveSilos.a.estimate[5]).toBeCloseTo(5 / 3, 12)
    expect(trajectory.effectiveSilos.b.estimate[5]).toBe(1)
  })

  it('is the same whenever it is made', () => {
    const make = () => compare(ensemble('a', [4, 8, 9]), ensemble('b', [2, 5, 6]))
    expect(make()).toEqual(make())
  })

  it('pairs replicates that share their schedule, which narrows the difference', () => {
    const times = [3, 9, 5, 14, 7, 11]
    const later = times.map((t) => t + 2)
    const paired = compare(ensemble('a', times, { seed: 1 }), ensemble('b', later, { seed: 1 })).cells[0]
    const apart = compare(ensemble('a', times), ensemble('b', later)).cells[0]
    expect(paired.pairs).toBe(6)
    const { estimate, interval } = paired.metrics.restrictedMeanConvergence.difference
    for (const value of [estimate, ...(interval ?? [])]) expect(value).toBeCloseTo(2, 12)
    expect(interval).not.toBeNull()
    expect(apart.metrics.restrictedMeanConvergence.difference.interval?.[0]).toBeLessThan(1)
  })

  it('says in words what it cannot do', () => {
    const one = compare(ensemble('a', [4]), ensemble('b', [2, 5], { steps: 30 })).cells[0]
    expect(one.metrics.finalSiloCount.a.interval).toBeNull()
    expect(one.metrics.finalSiloCount.difference.interval).toBeNull()
    expect(one.notes.join(' ')).toMatch(/One replicate only in a/)
    expect(() => compare(ensemble('a', [4]), ensemble('b', [2], { mirror: 0.5 }))).toThrow(
      'no cell in common: (0.2, 5) against (0.5, 5)',
    )
  })

  it('judges runs of different lengths up to the last common time', () => {
    const short = runOf(convergingAt(4, 4))
    const { cells } = compare({ label: 'a', runs: [short] }, ensemble('b', [9]))
    expect(cells[0].horizon).toBe(4)
    expect(cells[0].metrics.restrictedMeanConvergence.b.estimate).toBe(4)
    expect(cells[0].notes.join(' ')).toMatch(/Runs end at t = 4, 20/)
  })

  it('covers the true difference about as often as it says', () => {
    // Normal-looking counts around 10; 40 runs an ensemble; 300 experiments; nominal 95 %.
    const stream = streamAt('coverage')
    const times = () => Array.from({ length: 40 }, () => Math.round(10 + 2 * stream.normal()))
    let covered = 0
    for (let experiment = 0; experiment < 300; experiment++) {
      const options = { level: 0.95, resamples: 200, seed: experiment }
      const [cell] = compare(ensemble('a', times()), ensemble('b', times()), options).cells
      const [low, high] = cell.metrics.restrictedMeanConvergence.difference.interval ?? [1, -1]
      if (low <= 0 && 0 <= high) covered++
    }
    // Binomial 99.9 % band around 0.94, the coverage of a percentile interval at this size.
    expect(covered).toBeGreaterThan(300 * 0.94 - 3.3 * Math.sqrt(300 * 0.94 * 0.06))
    expect(covered).toBeLessThan(300)
  })
})

describe('a percentile interval', () => {
  it('interpolates between order statistics, as numpy.quantile does', () => {
    expect(percentileInterval([4, 1, 3, 2, 5], 0.5)).toEqual([2, 4])
    expect(percentileInterval([1, 2], 0.9)?.map((bound) => bound.toFixed(3))).toEqual(['1.050', '1.950'])
  })

  it('is absent where a replication has no value, or there is none', () => {
    expect(percentileInterval([1, null, 2], 0.95)).toBeNull()
    expect(percentileInterval([], 0.95)).toBeNull()
  })
})
