import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { logistic } from '../../src/chain/log-space.ts'
import { tiltOf, updatedLogOdds, updatedLogWeights, updatedWeight } from '../../src/chain/update.ts'

const sigma = fc.double({ min: 0.05, max: 3, noNaN: true })
const point = fc.double({ min: -3, max: 3, noNaN: true })
const weight = fc.double({ min: 0.001, max: 0.999, noNaN: true })
const memory = fc.array(point, { minLength: 1, maxLength: 8 })
const logOdds = (w: number) => Math.log(w / (1 - w))
const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

describe('g', () => {
  it('adds 2x/σ² to the log-odds', () => {
    fc.assert(
      fc.property(fc.double({ min: -20, max: 20, noNaN: true }), point, sigma, (y, x, s) => {
        expect(updatedWeight(logistic(y), x, s)).toBeCloseTo(logistic(y + (2 * x) / s ** 2), 7)
      }),
    )
  })

  it('is the quotient of the likelihoods of the two components', () => {
    const density = (x: number, mean: number, s: number) => Math.exp(-((x - mean) ** 2) / (2 * s * s))
    fc.assert(
      fc.property(weight, point, fc.double({ min: 0.5, max: 3, noNaN: true }), (w, x, s) => {
        const above = w * density(x, 1, s)
        expect(updatedWeight(w, x, s)).toBeCloseTo(above / (above + (1 - w) * density(x, -1, s)), 12)
      }),
    )
  })

  it('rises with the datum and with the weight', () => {
    fc.assert(
      fc.property(weight, weight, point, point, sigma, (w, v, x, y, s) => {
        if (x <= y) expect(updatedWeight(w, x, s)).toBeLessThanOrEqual(updatedWeight(w, y, s))
        // Rounding may turn weights about an ulp apart around.
        if (w <= v) expect(updatedWeight(w, x, s)).toBeLessThanOrEqual(updatedWeight(v, x, s) + 1e-15)
      }),
    )
  })

  it('leaves a weight at the datum 0', () => {
    fc.assert(
      fc.property(weight, sigma, (w, s) => {
        expect(updatedWeight(w, 0, s)).toBeCloseTo(w, 15)
      }),
    )
  })

  it('goes to the poles, which are fixed', () => {
    for (const w of [1e-300, 0.5, 1 - 1e-15]) {
      expect(updatedWeight(w, 1e6, 0.1)).toBe(1)
      expect(updatedWeight(w, -1e6, 0.1)).toBe(0)
    }
    for (const x of [-1e6, 0, 1e6]) {
      expect(updatedWeight(0, x, 0.1)).toBe(0)
      expect(updatedWeight(1, x, 0.1)).toBe(1)
    }
  })
})

describe('the update of a memory', () => {
  it('is the mean of g over it', () => {
    fc.assert(
      fc.property(weight, memory, fc.double({ min: 0.7, max: 3, noNaN: true }), (w, points, s) => {
        const mean = meanOf(points.map((x) => updatedWeight(w, x, s)))
        const updated = updatedLogOdds(logOdds(w), Float64Array.from(points), s)
        expect(logistic(updated) / mean).toBeCloseTo(1, 10)
        expect(logistic(-updated) / meanOf(points.map((x) => updatedWeight(1 - w, -x, s)))).toBeCloseTo(1, 10)
      }),
    )
  })

  it('reads only the part of the array that it is given', () => {
    const points = Float64Array.of(9, 0.3, -0.2, 9)
    expect(updatedLogOdds(0.4, points, 0.5, 1, 2)).toBe(updatedLogOdds(0.4, points.slice(1, 3), 0.5))
  })

  it('is exact where one of the weights is far below what a double resolves', () => {
    // Log-odds 4000 at σ = 0.05; the mean of 1 - w is the mean of e^-4400 and e^-4720: -4400 - ln 2 to its last digit.
    expect(updatedLogOdds(4000, Float64Array.of(0.5, 0.9), 0.05)).toBeCloseTo(4400 + Math.LN2, 9)
    expect(updatedLogOdds(-4000, Float64Array.of(-0.5, -0.9), 0.05)).toBeCloseTo(-4400 - Math.LN2, 9)
  })

  it('in d dimensions reduces to the two poles', () => {
    const ys = fc.double({ min: -500, max: 500, noNaN: true })
    fc.assert(
      fc.property(ys, memory, sigma, (y, points, s) => {
        const poles = [[1], [-1]]
        const tilts = points.map((x) => tiltOf([x], poles, s))
        const start = Float64Array.of(-Math.log1p(Math.exp(-y)), -Math.log1p(Math.exp(y)))
        fc.pre(start.every(Number.isFinite))
        const [first, second] = updatedLogWeights(start, tilts)
        const expected = updatedLogOdds(y, Float64Array.from(points), s)
        expect(Math.abs(first - second - expected)).toBeLessThanOrEqual(
          1e-11 * Math.max(1, Math.abs(expected)),
        )
      }),
    )
  })

  it('in d dimensions is the mean of the responsibilities of equal covariances, and sums to 1', () => {
    const means = [
      [2, 0, 0],
      [0, -2, 0],
      [0, 0, 2],
      [Math.SQRT2, 0, Math.SQRT2],
    ]
    const place = fc.tuple(point, point, point)
    const places = fc.array(place, { minLength: 1, maxLength: 5 })
    const weights = fc.tuple(weight, weight, weight, weight)
    fc.assert(
      fc.property(weights, places, fc.double({ min: 0.6, max: 2, noNaN: true }), (raw, points, s) => {
        const total = raw.reduce((sum, w) => sum + w)
        const density = (x: readonly number[], mean: readonly number[]) =>
          Math.exp(-x.reduce((sum, xd, d) => sum + (xd - mean[d]) ** 2, 0) / (2 * s * s))
        const expected = means.map((_, j) =>
          meanOf(
            points.map((x) => {
              const parts = means.map((mean, l) => raw[l] * density(x, mean))
              return parts[j] / parts.reduce((sum, part) => sum + part)
            }),
          ),
        )
        const updated = updatedLogWeights(
          Float64Array.from(raw, (w) => Math.log(w / total)),
          points.map((x) => tiltOf(x, means, s)),
        )
        for (const [j, value] of expected.entries()) expect(Math.exp(updated[j]) / value).toBeCloseTo(1, 9)
        expect(updated.reduce((sum, log) => sum + Math.exp(log), 0)).toBeCloseTo(1, 12)
      }),
    )
  })
})
