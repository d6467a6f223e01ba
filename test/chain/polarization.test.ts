import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  agentLevel,
  evenPoles,
  isRestricted,
  largestRestricted,
  polarizationLevel,
  reachesLevel,
  requireRestricted,
} from '../../src/chain/polarization.ts'

const sigma = 0.5
/** An agent of a level at a pole, with a memory at offsets from it. */
const agent = (pole: 1 | -1, level: number, ...offsets: number[]) => ({
  logOdds: (pole * level) / sigma ** 2,
  memory: Float64Array.from(offsets, (offset) => pole + offset),
})

/** The definition, word by word, for weights that doubles resolve. */
function isPolarized(agents: readonly ReturnType<typeof agent>[], level: number): boolean {
  const low = 1 / (1 + Math.exp(level / sigma ** 2))
  const high = 1 / (1 + Math.exp(-level / sigma ** 2))
  return agents.every(({ logOdds, memory }) => {
    const w = 1 / (1 + Math.exp(-logOdds))
    if (w >= high) return memory.every((x) => x > 0.5 && x < 1.5)
    return w <= low && memory.every((x) => x > -1.5 && x < -0.5)
  })
}

describe('the level of polarization', () => {
  it('is the lowest of the agents', () => {
    expect(polarizationLevel([agent(1, 3, 0.1), agent(-1, 2, 0, -0.4)], sigma)).toBe(2)
    expect(polarizationLevel([agent(1, 0.7, 0.1), agent(1, 2, 0)], sigma)).toBe(0.7)
  })

  it('is null for a memory outside its interval, whose ends are outside', () => {
    for (const offset of [0.5, -0.5, 0.6, -2, 2]) {
      expect(polarizationLevel([agent(1, 3, 0.1, offset), agent(-1, 2, 0)], sigma)).toBeNull()
      expect(polarizationLevel([agent(1, 3, 0.1), agent(-1, 2, 0, offset)], sigma)).toBeNull()
    }
    expect(agentLevel(3, Float64Array.of(0.51, 1.49), sigma)).toBe(0.75)
  })

  it('is null for an undecided agent, and for no agents', () => {
    expect(
      polarizationLevel([agent(1, 3, 0.1), { logOdds: 0, memory: Float64Array.of(1) }], sigma),
    ).toBeNull()
    expect(polarizationLevel([], sigma)).toBeNull()
  })

  it('is the largest level that the definition grants', () => {
    const offsets = fc.array(fc.double({ min: -0.55, max: 0.55, noNaN: true }), {
      minLength: 1,
      maxLength: 4,
    })
    const level = fc.double({ min: 0.05, max: 5, noNaN: true })
    const one = fc.tuple(fc.constantFrom<1 | -1>(1, -1), level, offsets)
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 4 }), (drawn) => {
        const agents = drawn.map(([pole, size, memory]) => agent(pole, size, ...memory))
        const found = polarizationLevel(agents, sigma)
        const granted = [1e-3, (found ?? 1) * (1 - 1e-6), (found ?? 1) * (1 + 1e-6)]
        const expected = found === null ? [false, false, false] : [true, true, false]
        expect(granted.map((level) => isPolarized(agents, level))).toEqual(expected)
      }),
    )
  })

  it('reaches what it equals up to rounding, and null reaches nothing', () => {
    expect(reachesLevel(1 - 1e-12, 1)).toBe(true)
    expect(reachesLevel(0.999, 1)).toBe(false)
    expect(reachesLevel(null, 1e-9)).toBe(false)
  })
})

describe('the restriction of communication', () => {
  it('is k below both poles', () => {
    expect(isRestricted(14, [15, 15])).toBe(true)
    expect(isRestricted(15, [15, 16])).toBe(false)
    expect(isRestricted(0, [15, 15])).toBe(false)
  })

  it('divides evenly', () => {
    expect([evenPoles(30), evenPoles(5)]).toEqual([
      [15, 15],
      [3, 2],
    ])
    expect([30, 5, 4, 3].map(largestRestricted)).toEqual([14, 1, 1, null])
  })

  it('is demanded', () => {
    expect(() => requireRestricted(14, 30)).not.toThrow()
    for (const k of [0, 15, 2.5]) expect(() => requireRestricted(k, 30)).toThrow('neighbors: got')
    expect(() => requireRestricted(1, 3)).toThrow('agents: got')
  })
})
