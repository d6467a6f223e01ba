import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answerExpressions } from '../../src/metrics/answer-expressions.ts'
import { mixtureExpressions } from '../../src/metrics/mixture-expressions.ts'

const vector = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 })
const spoken = fc.array(fc.option(vector, { freq: 6 }), { minLength: 1, maxLength: 9 })
const axis = (d: number) => [0, 1, 2, 3].map((i) => (i === d ? 1 : 0))

describe('answers by their vectors', () => {
  it('are as many clusters as there are directions, whatever their lengths', () => {
    const vectors = [axis(0), axis(0).map((x) => 3 * x), axis(1), axis(2), axis(2), axis(2)]
    expect(answerExpressions(vectors, [7, 7, 4, 5, 5, 5])).toEqual({
      dispersion: expect.closeTo(22 / 30, 12),
      clusters: 3,
      agreement: 1,
    })
  })

  it('go by the distance that is asked for', () => {
    const near = [axis(0), [1, 0.3, 0, 0], axis(2)]
    expect(answerExpressions(near, [0, 0, 0], 0.01).clusters).toBe(3)
    expect(answerExpressions(near, [0, 0, 0], 0.1).clusters).toBe(2)
    expect(answerExpressions(near, [0, 0, 0], 1.5).clusters).toBe(1)
  })

  it('show where flowers were read from them otherwise, and leave out who said nothing', () => {
    const vectors = [axis(0), axis(0), axis(1), axis(1), null]
    expect(answerExpressions(vectors, [1, 1, 2, 2, 3]).agreement).toBe(1)
    expect(answerExpressions(vectors, [1, 2, 1, 2, 3]).agreement).toBeLessThan(0)
    expect(answerExpressions(vectors, [null, null, null, 2, 3])).toMatchObject({
      clusters: 2,
      agreement: null,
    })
    expect(answerExpressions([null, axis(0)], [1, 1])).toEqual({
      dispersion: null,
      clusters: 1,
      agreement: null,
    })
  })

  it('stay in their ranges, and do not depend on the order of the agents', () => {
    fc.assert(
      fc.property(spoken, fc.double({ min: 0.01, max: 1.9, noNaN: true }), (vectors, cut) => {
        const silos = vectors.map((_, agent) => agent % 3)
        const { dispersion, clusters, agreement } = answerExpressions(vectors, silos, cut)
        const speakers = vectors.filter((own) => own !== null).length
        expect(clusters).toBeLessThanOrEqual(speakers)
        if (speakers > 0) expect(clusters).toBeGreaterThanOrEqual(1)
        if (dispersion !== null) {
          expect(dispersion).toBeGreaterThanOrEqual(0)
          expect(dispersion).toBeLessThanOrEqual(2 + 1e-9)
          expect(agreement).toBeLessThanOrEqual(1)
        }
        const turned = answerExpressions(vectors.toReversed(), silos.toReversed(), cut)
        expect(turned.dispersion ?? -1).toBeCloseTo(dispersion ?? -1, 10)
      }),
    )
  })
})

describe('mixtures by their weights', () => {
  it('are between undecided and decided', () => {
    const undecided = mixtureExpressions([new Array(8).fill(1 / 8), new Array(8).fill(1 / 8)])
    expect(undecided.largestWeight).toBeCloseTo(1 / 8, 14)
    expect(undecided.weightEntropy).toBeCloseTo(Math.log(8), 14)
    expect(mixtureExpressions([axis(1), axis(3)])).toEqual({ largestWeight: 1, weightEntropy: 0 })
    expect(mixtureExpressions([axis(1), [0.5, 0.5, 0, 0]])).toEqual({
      largestWeight: 0.75,
      weightEntropy: expect.closeTo(Math.log(2) / 2, 14),
    })
  })
})
