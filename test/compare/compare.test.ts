import { describe, expect, it } from 'vitest'
import { planCell } from '../../src/compare/cell-runs.ts'
import { compare } from '../../src/compare/compare.ts'
import { compareMeans } from '../../src/compare/compare-means.ts'
import { restrictedMeanConvergence } from '../../src/compare/scalar-metrics.ts'
import { comparisonSpecSchema, defaultSpec } from '../../src/compare/spec.ts'
import { streamAt } from '../../src/core/random.ts'
import type { RunMetrics } from '../../src/metrics/run-metrics.ts'
import { holm } from '../../src/statistics/holm.ts'
import { notFinite } from './finite.ts'
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
    expect(one.metrics.finalSiloCount).toMatchObject({ verdict: 'undecided', p: null, smallestP: null })
    expect(one.metrics.finalSiloCount.reason).toMatch(/one replicate only/)
    expect(notFinite(one)).toEqual([])
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
      const spec = comparisonSpecSchema.parse({ resamples: 200, permutations: 100, seed: experiment })
      const [a, b] = [times(), times()].map((at) => ensemble('', at).runs)
      const runs = { a, b, paired: false, horizon, reach: { a: horizon, b: horizon } }
      const plan = planCell({ mirror: 0.2, neighbors: 5 }, runs, spec)
      const compared = compareMeans('restrictedMeanConvergence', restrictedMeanConvergence, runs, plan)
      const [low, high] = compared.conclude(null).difference.interval ?? [1, -1]
      if (low <= 0 && 0 <= high) covered++
    }
    // Binomial 99.9 % band around 0.94, the coverage of such an interval at this size.
    expect(covered).toBeGreaterThan(300 * 0.94 - 3.3 * Math.sqrt(300 * 0.94 * 0.06))
    expect(covered).toBeLessThan(300)
  })

  it('never calls a difference that is not significant the same', () => {
    const few = compare(ensemble('a', [3, 15, 8]), ensemble('b', [9, 4, 12])).cells[0]
    expect(few.metrics.restrictedMeanConvergence).toMatchObject({ verdict: 'undecided' })
    expect(few.metrics.restrictedMeanConvergence.p).toBeGreaterThan(0.05)
    expect(few.sentence).toMatch(/neither shown to be equivalent nor to differ/)
  })

  it('tells apart what differs and calls equivalent what lies within the declared margin', () => {
    const [early, late] = [
      [2, 3, 3, 4, 2, 3, 4, 3],
      [15, 16, 14, 15, 16, 15, 14, 16],
    ]
    const apart = compare(ensemble('a', early), ensemble('b', late))
    expect(apart.cells[0].verdict).toBe('different')
    expect(apart.overall.verdict).toBe('different')
    expect(apart.cells[0].metrics.restrictedMeanConvergence.p).toBeLessThan(0.001)
    const wide = comparisonSpecSchema.parse({
      primary: ['restrictedMeanConvergence'],
      margins: { restrictedMeanConvergence: 15 },
    })
    const within = compare(ensemble('a', early), ensemble('b', late), wide)
    expect(within.cells[0].verdict).toBe('equivalent')
    expect(within.cells[0].metrics.restrictedMeanConvergence).toMatchObject({
      margin: 15,
      marginFrom: 'declared',
      reason: 'a difference beyond chance, and smaller than the margin',
    })
    expect(within.overall.sentence).toMatch(/^b is equivalent to a/)
  })

  it('prints the smallest p that a design can reach', () => {
    const small = compare(ensemble('a', [2, 3]), ensemble('b', [15, 16])).cells[0]
    expect(small.metrics.finalSiloCount.smallestP).toBeCloseTo(2 / 6, 12)
    const eight = [1, 2, 3, 4, 5, 6, 7, 8]
    const paired = compare(
      ensemble('a', eight, { seed: 1 }),
      ensemble(
        'b',
        eight.map((t) => t + 3),
        { seed: 1 },
      ),
    ).cells[0]
    expect(paired.metrics.restrictedMeanConvergence).toMatchObject({
      test: 'sign-flip',
      smallestP: 2 / 2 ** 8,
    })
    expect(paired.metrics.restrictedMeanConvergence.correlation).toBeCloseTo(1, 12)
    expect(paired.metrics.trajectory.smallestP).toBe(2 / 2 ** 8)
  })

  it('does not take censored times for equal ones', () => {
    const never = compare(ensemble('a', [99, 99, 99, 99]), ensemble('b', [99, 99, 99, 99])).cells[0]
    expect(never.metrics.restrictedMeanConvergence).toMatchObject({
      verdict: 'undecided',
      reason: 'no run of either had converged by the horizon',
      logRank: null,
    })
    expect(never.notes.join(' ')).toMatch(/No run of a had converged/)
    expect(never.verdict).toBe('equivalent')
    expect(never.metrics.timeScale).toMatchObject({ factor: null, verdict: 'undecided' })
  })

  it('puts b on the clock of a', () => {
    const slow = compare(ensemble('a', [3, 4, 5, 4, 3, 5]), {
      label: 'b',
      runs: [6, 8, 10, 8, 6, 10].map((at, replicate) => runOf(convergingAt(at, 40), { replicate })),
    }).cells[0]
    const { timeScale, restrictedMeanConvergence } = slow.metrics
    // Half a step of a whole one is within the grid of times.
    expect(timeScale.factor).toBeGreaterThan(1.8)
    expect(timeScale.factor).toBeLessThan(2.3)
    expect(timeScale.interval?.[0]).toBeGreaterThan(1.25)
    expect(timeScale.verdict).toBe('different')
    expect(restrictedMeanConvergence.difference.estimate).toBe(4)
    expect(slow.rescaled?.horizon).toBeGreaterThan(15)
    expect(Math.abs(slow.rescaled?.metrics.restrictedMeanConvergence.difference.estimate ?? 9)).toBeLessThan(
      0.5,
    )
    expect(slow.rescaled?.metrics.trajectory.energyDistance).toBeLessThan(
      slow.metrics.trajectory.energyDistance ?? 0,
    )
  })

  it('judges up to a declared horizon', () => {
    const spec = { ...defaultSpec, horizon: 10 }
    const { cells } = compare(ensemble('a', [4, 8, 99]), ensemble('b', [2, 15, 12]), spec)
    expect(cells[0].horizon).toBe(10)
    expect(cells[0].censored).toEqual({ a: 1, b: 2 })
  })

  it('adjusts the primary metrics for each other', () => {
    const { metrics } = compare(ensemble('a', [2, 6, 3, 7]), ensemble('b', [9, 12, 8, 14])).cells[0]
    const tested = [metrics.finalSiloCount, metrics.restrictedMeanConvergence, metrics.trajectory]
    expect(tested.map(({ adjustedP }) => adjustedP)).toEqual(holm(tested.map(({ p }) => p)))
  })
})

describe('the adjustment by max-T', () => {
  it('is on permutations that the metrics share, and never below the single p', () => {
    const spec = { ...defaultSpec, adjustment: 'max-t' as const }
    const [a, b] = [ensemble('a', [2, 6, 3, 7]), ensemble('b', [9, 12, 8, 14])]
    const { metrics } = compare(a, b, spec).cells[0]
    const { finalSiloCount, restrictedMeanConvergence } = metrics
    expect(finalSiloCount.adjustedP).toBe(1)
    expect(restrictedMeanConvergence.adjustedP).toBeGreaterThanOrEqual(restrictedMeanConvergence.p ?? 1)
    expect(restrictedMeanConvergence.adjustedP).toBeLessThan(0.1)
  })
})

describe('runs on one schedule', () => {
  const horizon = 12
  const path = (replicate: number, delay: number) =>
    Array.from({ length: horizon + 1 }, (_, t) =>
      Array.from({ length: 10 }, (_, agent) => (t - delay < agent - replicate ? agent : agent % 2)),
    )
  const runs = (delay: number, relabel: (silo: number) => number = (silo) => silo) =>
    [0, 1, 2, 3].map((replicate) => {
      const silos = path(replicate, delay).map((at) => at.map(relabel))
      return { ...runOf(silos, { replicate, seed: 1 }), path: silos }
    })

  it('are aligned agent by agent', () => {
    const [cell] = compare({ label: 'a', runs: runs(0) }, { label: 'b', runs: runs(0) }).cells
    expect(cell.alignment).toMatchObject({ pairs: 4, sharedStart: 1, matching: 'identity' })
    const raw = cell.alignment?.raw
    expect(raw?.adjustedRandIndex.estimate.every((index) => index === null || index > 0.999)).toBe(true)
    expect(raw?.variationOfInformation.estimate.every((nats) => nats === 0)).toBe(true)
    expect(raw?.matched.estimate.at(-1)).toBe(1)
    expect(raw?.unpairedRandIndex.some((index) => index !== null && index < 1)).toBe(true)
  })

  it('are matched by assignment where labels mean nothing', () => {
    const other = compare({ label: 'a', runs: runs(0) }, { label: 'b', runs: runs(0, (silo) => 9 - silo) })
    const { alignment } = other.cells[0]
    expect(alignment?.matching).toBe('assignment')
    expect(alignment?.raw.matched.estimate.at(-1)).toBe(1)
  })

  it('are not aligned where no trace is there', () => {
    const bare = { label: 'b', runs: runs(0).map(({ path: _, ...run }) => run) }
    expect(compare({ label: 'a', runs: runs(0) }, bare).cells[0].alignment).toBeNull()
  })
})
