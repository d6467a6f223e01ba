import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { permutation, streamAt } from '../../src/core/random.ts'
import { adjustedRandIndex } from '../../src/statistics/adjusted-rand-index.ts'
import { classicalScaling } from '../../src/statistics/classical-scaling.ts'
import { commonTimeScale } from '../../src/statistics/common-time-scale.ts'
import { energyDistance, energyTest } from '../../src/statistics/energy-distance.ts'
import { kernelTest } from '../../src/statistics/mmd.ts'
import { type TimeScale, timeScale } from '../../src/statistics/time-scale.ts'
import { variationOfInformation } from '../../src/statistics/variation-of-information.ts'
import { wassersteinDistance } from '../../src/statistics/wasserstein.ts'
import { agrees, oracle } from './oracle.ts'

const plan = { resamples: 99, stream: streamAt('distances') }
const given = oracle.distances
const vector = fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 }))
const vectors = (minLength: number) => fc.array(vector, { minLength, maxLength: 4 })
const column = (values: readonly number[]) => values.map((value) => [value])

describe('the energy distance', () => {
  it('is that of scipy in one dimension and of dcor in three, with the exact p', () => {
    agrees(energyDistance(column(given.first), column(given.second)), given.energy)
    const found = energyTest(given.firstVectors, given.secondVectors, plan)
    agrees(found?.distance, given.energyOfVectors)
    agrees(found?.pValue, given.energyPValue)
    agrees(found?.smallestPValue, 1 / 126)
  })

  it('is symmetric, 0 for equal samples, and blind to shifts and order', () => {
    fc.assert(
      fc.property(vectors(1), vectors(1), (first, second) => {
        const own = energyDistance(first, second) ?? Number.NaN
        const moved = (sample: typeof first) => sample.map(([x, y]) => [y + 3, 5 - x]).reverse()
        agrees(energyDistance(second, first), own, 1e-6)
        agrees(energyDistance(moved(first), moved(second)), own, 1e-6)
        agrees(energyDistance(first, first), 0, 1e-6)
        agrees(energyTest(second, first, plan)?.pValue, energyTest(first, second, plan)?.pValue ?? Number.NaN)
      }),
    )
    expect(energyTest([], [[1]], plan)).toBeNull()
    expect(energyTest([[1], [1]], [[1]], plan)?.pValue).toBe(1)
    expect(() => energyDistance([[1]], [[1, 2]])).toThrow('expected one length')
  })
})

describe('the kernel distance', () => {
  it('is that of the scikit-learn kernel, with the exact p', () => {
    const found = kernelTest(given.firstVectors, given.secondVectors, plan)
    agrees(found?.bandwidth, given.bandwidth)
    agrees(found?.squaredDiscrepancy, given.mmd)
    agrees(found?.pValue, given.mmdPValue)
  })

  it('is symmetric, blind to shifts and units, and absent for too few or equal vectors', () => {
    fc.assert(
      fc.property(vectors(2), vectors(2), (first, second) => {
        const own = kernelTest(first, second, plan)
        const moved = (sample: typeof first) => sample.map(([x, y]) => [2 * y + 3, 2 * x])
        const other = kernelTest(moved(second), moved(first), plan)
        if (own === null) expect(other).toBeNull()
        else {
          agrees(other?.squaredDiscrepancy, own.squaredDiscrepancy)
          agrees(other?.pValue, own.pValue)
          agrees(other?.bandwidth, 2 * own.bandwidth)
        }
      }),
    )
    expect(kernelTest([[1]], [[2], [3]], plan)).toBeNull()
    expect(kernelTest([[1], [1]], [[1], [1]], plan)).toBeNull()
  })
})

describe('the Wasserstein distance', () => {
  it('is that of scipy', () => agrees(wassersteinDistance(given.first, given.second), given.wasserstein))

  it('is a metric that follows shifts', () => {
    const values = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(values, values, values, (a, b, c) => {
        const between = (x: readonly number[], y: readonly number[]) =>
          wassersteinDistance(x, y) ?? Number.NaN
        agrees(between(b, a), between(a, b))
        expect(between(a, a)).toBe(0)
        expect(between(a, c)).toBeLessThanOrEqual(between(a, b) + between(b, c) + 1e-9)
        agrees(
          between(
            a,
            a.map((value) => value + 4),
          ),
          4,
        )
      }),
    )
    expect(wassersteinDistance([], [1])).toBeNull()
  })
})

describe('the agreement of partitions', () => {
  it('is that of scikit-learn', () => {
    for (const { first, second, index, nats } of oracle.partitions) {
      agrees(adjustedRandIndex(first, second)?.index, index)
      agrees(variationOfInformation(first, second)?.nats, nats)
    }
  })

  it('does not depend on names of silos or order of agents, and keeps its bounds', () => {
    const silo = fc.option(fc.integer({ min: 0, max: 3 }), { freq: 5 })
    const pairs = fc.array(fc.tuple(silo, silo, silo), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(pairs, (agents) => {
        const [a, b] = [agents.map(([x]) => x), agents.map(([, y]) => y)]
        const renamed = agents.map(([x]) => (x === null ? null : 7 - x)).reverse()
        const index = adjustedRandIndex(a, b)
        const distance = variationOfInformation(a, b)
        expect(adjustedRandIndex(renamed, b.toReversed())).toEqual(index)
        expect(adjustedRandIndex(b, a)).toEqual(index)
        expect(index?.index ?? 0).toBeLessThanOrEqual(1)
        expect(index?.index ?? 0).toBeGreaterThanOrEqual(-0.5 - 1e-9)
        expect(distance?.nats ?? 0).toBeLessThanOrEqual(Math.log(distance?.agents ?? 1) + 1e-9)
        if (distance !== null) agrees(variationOfInformation(b.toReversed(), renamed)?.nats, distance.nats)
        const own = variationOfInformation(a, a)
        if (own !== null) agrees(own.nats, 0)
        const known = agents.flatMap(([x, y, z]) =>
          x === null || y === null || z === null ? [] : [[x, y, z]],
        )
        const between = (i: number, j: number) =>
          variationOfInformation(
            known.map((agent) => agent[i]),
            known.map((agent) => agent[j]),
          )?.nats ?? 0
        expect(between(0, 2)).toBeLessThanOrEqual(between(0, 1) + between(1, 2) + 1e-9)
      }),
    )
  })

  it('leaves out agents without a silo and flags partitions that say nothing', () => {
    expect(adjustedRandIndex([0, 0, 1, null], [2, 2, 3, 3])).toEqual({ index: 1, agents: 3, trivial: false })
    expect(adjustedRandIndex([0, 0, 0], [4, 4, 4])).toEqual({ index: 1, agents: 3, trivial: true })
    expect(adjustedRandIndex([0, 1, 2], [2, 1, 0])).toEqual({ index: 1, agents: 3, trivial: true })
    expect(adjustedRandIndex([0, 0, 0], [0, 0, 1])).toEqual({ index: 0, agents: 3, trivial: false })
    expect(adjustedRandIndex([0, null], [null, 0])).toBeNull()
    expect(variationOfInformation([0, null], [null, 0])).toBeNull()
    expect(() => adjustedRandIndex([0], [0, 1])).toThrow('equal numbers')
  })
})

describe('the time scale', () => {
  const horizon = 120
  const decay = (rate: number, height = 20) =>
    Array.from({ length: horizon + 1 }, (_, t) => 1 + height * Math.exp(-rate * t))
  const options = { level: 0.95, resamples: 60, stream: streamAt('clock') }

  it('finds the factor between two clocks, and its inverse the other way', () => {
    for (const factor of [0.3, 0.8, 1, 2.5, 5]) {
      const [a, b] = [[decay(0.08)], [decay(0.08 / factor)]]
      agrees(timeScale(a, b, options)?.factor, factor, 0.005)
      const [there, back] = [timeScale(a, b, options)?.factor ?? 0, timeScale(b, a, options)?.factor ?? 0]
      agrees(there * back, 1, 1e-6)
    }
  })

  it('has an interval around it and a small misfit for noisy runs', () => {
    const stream = streamAt('noise')
    const runs = (rate: number) =>
      Array.from({ length: 12 }, () =>
        decay(rate * Math.exp(0.2 * stream.normal())).map((k) => k + 0.3 * stream.normal()),
      )
    const found = timeScale(runs(0.08), runs(0.04), options)
    const [low, high] = found?.interval ?? [0, 0]
    expect(low).toBeLessThan(2)
    expect(high).toBeGreaterThan(2)
    expect(high / low).toBeLessThan(2)
    expect(found?.misfit).toBeLessThan(1)
    expect(found?.logReplications).toHaveLength(60)
  })

  it('is absent for flat curves and clocks too far apart', () => {
    const flat = [new Array<number>(horizon + 1).fill(4)]
    expect(timeScale(flat, [decay(0.1)], options)).toBeNull()
    expect(timeScale([decay(2)], [decay(0.002)], options)).toBeNull()
    expect(timeScale([], [decay(0.1)], options)).toBeNull()
    expect(timeScale([decay(0.1)], [decay(0.2)], options)?.interval).toBeNull()
    expect(() => timeScale([[1, 2], [1]], [[1]], options)).toThrow('expected one length')
  })
})

describe('one time scale for all cells', () => {
  const stream = streamAt('cells')
  const cell = (log: number, spread: number): TimeScale => ({
    factor: Math.exp(log),
    interval: null,
    logReplications: Array.from({ length: 1999 }, () => log + spread * stream.normal()),
    misfit: 0,
  })

  it('is the weighted mean with its standard error, and rejected where cells differ', () => {
    const same = commonTimeScale([cell(0.5, 0.1), null, cell(0.5, 0.1), cell(0.5, 0.1)], 0.95)
    agrees(same?.factor, Math.exp(0.5))
    agrees(Math.log(same?.interval[1] ?? 0), 0.5 + (1.96 * 0.1) / Math.sqrt(3), 0.01)
    expect(same).toMatchObject({ cells: 3, pValue: 1 })
    // Weights 4 and 1; Q = (.3)²/(.1² + .2²) = 1.8 with one degree of freedom: p = .180.
    const two = commonTimeScale([cell(0, 0.1), cell(0.3, 0.2)], 0.95)
    agrees(Math.log(two?.factor ?? 0), 0.06, 0.01)
    agrees(two?.pValue, 0.18, 0.035)
    expect(commonTimeScale([cell(0, 0.1), cell(2, 0.1)], 0.95)?.pValue).toBe(1 / 2000)
  })

  it('keeps its level where the bootstrap variances are right', () => {
    let rejected = 0
    for (let i = 0; i < 400; i++) {
      const cells = [0.1, 0.2, 0.4].map((spread) => cell(spread * stream.normal(), spread))
      const few = cells.map((one) => ({ ...one, logReplications: one.logReplications.slice(0, 199) }))
      if ((commonTimeScale(few, 0.95)?.pValue ?? 0) <= 0.05) rejected++
    }
    expect(Math.abs(rejected / 400 - 0.05)).toBeLessThan(2.576 * Math.sqrt((0.05 * 0.95) / 400))
  })

  it('is absent for one cell or without resamples', () => {
    expect(commonTimeScale([cell(0, 0.1), null], 0.95)).toBeNull()
    expect(commonTimeScale([], 0.95)).toBeNull()
    const none = { ...cell(0, 0.1), logReplications: [] }
    expect(commonTimeScale([none, none], 0.95)).toBeNull()
  })
})

describe('classical scaling', () => {
  const apart = (points: readonly (readonly number[])[]) =>
    points.map((a) => points.map((b) => Math.hypot(...a.map((value, axis) => value - b[axis]))))

  it('gives the picture of an eigendecomposition by numpy', () => {
    const { distances, pictureDistances, share } = oracle.scaling
    const found = classicalScaling(distances)
    agrees(found?.share, share)
    apart(found?.points ?? []).forEach((row, i) => {
      row.forEach((distance, j) => {
        agrees(distance, pictureDistances[i][j])
      })
    })
  })

  it('restores points of a plane, in whatever order they come', () => {
    fc.assert(
      fc.property(fc.array(vector, { minLength: 1, maxLength: 7 }), (points) => {
        const order = permutation(points.length, plan.stream)
        const shuffled = order.map((i) => points[i])
        const found = classicalScaling(apart(shuffled))
        agrees(found?.share, 1)
        apart(found?.points ?? []).forEach((row, i) => {
          row.forEach((distance, j) => {
            agrees(distance, apart(shuffled)[i][j], 1e-6)
          })
        })
      }),
    )
  })

  it('refuses what are not distances', () => {
    expect(classicalScaling([])).toBeNull()
    expect(classicalScaling([[0]])).toEqual({ points: [[0, 0]], share: 1 })
    expect(() =>
      classicalScaling([
        [0, 1],
        [2, 0],
      ]),
    ).toThrow('symmetric')
    expect(() => classicalScaling([[0, 1]])).toThrow('row of 2')
    expect(() =>
      classicalScaling([
        [0, -1],
        [-1, 0],
      ]),
    ).toThrow('got -1')
  })
})
