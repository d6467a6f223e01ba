import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { leadingDimensions } from '../../src/adapters/matryoshka.ts'
import { dotProduct } from '../../src/core/vectors.ts'

const vectors = fc.array(fc.float({ min: -3, max: 3, noNaN: true }), { minLength: 4, maxLength: 40 })

describe('leadingDimensions', () => {
  it('is layer norm, slice and scaling to length 1', () => {
    // By hand: mean 2.5, variance 1.25; the first two of (-1.5, -0.5, 0.5, 1.5) / 1.118 have length √2.5 / 1.118.
    const [a, b] = leadingDimensions(Float32Array.from([1, 2, 3, 4]), 2)
    expect(a).toBeCloseTo(-1.5 / Math.sqrt(2.5), 6)
    expect(b).toBeCloseTo(-0.5 / Math.sqrt(2.5), 6)
  })

  it('has length 1, and takes no notice of the scale or the offset of the whole', () => {
    fc.assert(
      fc.property(vectors, fc.integer({ min: 2, max: 4 }), (values, dimensions) => {
        const spread = Math.max(...values) - Math.min(...values)
        fc.pre(spread > 0.5)
        const kept = leadingDimensions(Float32Array.from(values), dimensions)
        expect(kept).toHaveLength(dimensions)
        expect(kept.every(Number.isFinite)).toBe(true)
        const length = dotProduct(kept, kept)
        if (length > 0) expect(length).toBeCloseTo(1, 5)
        const moved = leadingDimensions(
          Float32Array.from(values, (value) => 4 * value + 1),
          dimensions,
        )
        // Where the kept part is next to nothing, rounding decides.
        fc.pre(Math.hypot(...values.slice(0, dimensions).map((value) => value - mean(values))) > 0.1)
        for (const [i, value] of moved.entries()) expect(value).toBeCloseTo(kept[i], 2)
      }),
    )
  })
})

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
