import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dodgedHeights } from '../../src/report/figures/panel.ts'

describe('heights of labels', () => {
  it('are those wanted where there is room, and pushed apart where there is none', () => {
    expect(dodgedHeights([10, 30, 50], 12, 100)).toEqual([10, 30, 50])
    expect(dodgedHeights([10, 11, 50], 12, 100)).toEqual([10, 22, 50])
    expect(dodgedHeights([10, 95, 96], 12, 100)).toEqual([10, 88, 100])
    expect(dodgedHeights([], 12, 100)).toEqual([])
  })

  it('are a gap apart, in order, and reach no lower than there is room', () => {
    const wanted = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { maxLength: 20 })
    fc.assert(
      fc.property(wanted, (heights) => {
        const placed = dodgedHeights(
          heights.toSorted((a, b) => a - b),
          8,
          100,
        )
        expect(placed).toHaveLength(heights.length)
        for (const [i, height] of placed.entries()) {
          expect(height).toBeLessThanOrEqual(100)
          if (i > 0) expect(height - placed[i - 1]).toBeGreaterThanOrEqual(8 - 1e-9)
        }
      }),
    )
  })
})
