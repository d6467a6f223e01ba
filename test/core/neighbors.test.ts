import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chooseNeighbor } from '../../src/core/neighbors.ts'
import { streamAt } from '../../src/core/random.ts'

const uniform = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

/** An agent among others at few distinct distances, so that ties are common. */
const place = fc.integer({ min: 2, max: 90 }).chain((size) =>
  fc.record({
    distances: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: size, maxLength: size }),
    self: fc.integer({ min: 0, max: size - 1 }),
    k: fc.integer({ min: 1, max: size - 1 }),
    draw: fc.record({ rank: uniform, tie: uniform }),
  }),
)

/** The shares in which neighbors are chosen, from many draws. */
function shares(
  self: number,
  distances: readonly number[],
  k: number,
  ties: 'random' | 'index',
  trials: number,
) {
  const stream = streamAt('shares', ties, k)
  const counts = distances.map(() => 0)
  for (let trial = 0; trial < trials; trial++) {
    counts[chooseNeighbor(self, distances, k, ties, { rank: stream.uniform(), tie: stream.uniform() })]++
  }
  return counts.map((count) => count / trials)
}

describe('a neighbor', () => {
  it('is never the agent itself and never farther than the k-th of the others', () => {
    fc.assert(
      fc.property(
        place,
        fc.constantFrom('random' as const, 'index' as const),
        ({ distances, self, k, draw }, ties) => {
          const chosen = chooseNeighbor(self, distances, k, ties, draw)
          const others = distances.filter((_, j) => j !== self).sort((a, b) => a - b)
          expect(chosen).not.toBe(self)
          expect(distances[chosen]).toBeLessThanOrEqual(others[k - 1])
        },
      ),
    )
  })

  it('is one of the first k by (distance, index) where ties go by index', () => {
    fc.assert(
      fc.property(place, ({ distances, self, k, draw }) => {
        const order = [...distances.keys()].filter((j) => j !== self)
        order.sort((a, b) => distances[a] - distances[b] || a - b)
        expect(order.slice(0, k)).toContain(chooseNeighbor(self, distances, k, 'index', draw))
      }),
    )
  })

  it('does not depend on distances at k = n - 1', () => {
    fc.assert(
      fc.property(
        place,
        fc.array(uniform, { minLength: 90, maxLength: 90 }),
        ({ distances, self, draw }, other) => {
          const k = distances.length - 1
          const changed = other.slice(0, distances.length)
          expect(chooseNeighbor(self, changed, k, 'random', draw)).toBe(
            chooseNeighbor(self, distances, k, 'random', draw),
          )
        },
      ),
    )
  })

  it('is uniform: the nearer ones at 1/k each, the tied ones share the rest', () => {
    // Agent 0; two nearer (1, 2), three tied (3, 4, 5), one far: k = 3 takes one of the tied.
    const found = shares(0, [0, 1, 1, 2, 2, 2, 9], 3, 'random', 90_000)
    const expected = [0, 1 / 3, 1 / 3, 1 / 9, 1 / 9, 1 / 9, 0]
    // Five standard errors of a share at 90,000 trials are below 0.008.
    for (const [j, share] of expected.entries()) expect(Math.abs(found[j] - share)).toBeLessThan(0.008)
  })

  it('takes distances that differ by rounding alone for ties', () => {
    const noise = [0, 0.5, 0.5 + 1e-16, 0.5 - 1e-16, 0.5 + 2e-16]
    expect(
      shares(0, noise, 1, 'random', 4000).every((share, j) => j === 0 || Math.abs(share - 0.25) < 0.035),
    ).toBe(true)
  })

  it('prefers low indices only where asked to', () => {
    const allTied = [0, 1, 1, 1, 1]
    expect(shares(0, allTied, 2, 'index', 2000).map((share) => share > 0)).toEqual([
      false,
      true,
      true,
      false,
      false,
    ])
    expect(shares(0, allTied, 2, 'random', 2000).every((share, j) => j === 0 || share > 0.2)).toBe(true)
  })
})
