import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { convergenceTime, finalPattern, lastChange } from '../../src/core/silo-path.ts'
import { effectiveSilos, siloCount, stability } from '../../src/core/silos.ts'

const silos = fc.array(fc.option(fc.nat({ max: 5 })), { minLength: 1, maxLength: 30 })

describe('silos', () => {
  it('are counted without those who have none', () => {
    expect(siloCount([3, 3, null, 1])).toBe(2)
    expect(siloCount([null, null])).toBe(0)
  })

  it('are effectively between one and their number', () => {
    fc.assert(
      fc.property(silos, (one) => {
        const effective = effectiveSilos(one)
        if (siloCount(one) === 0) expect(effective).toBeNull()
        else {
          expect(effective).toBeGreaterThanOrEqual(1 - 1e-12)
          expect(effective).toBeLessThanOrEqual(siloCount(one) + 1e-12)
        }
      }),
    )
  })

  it('are effectively their number where all are of one size, and fewer otherwise', () => {
    expect(effectiveSilos([0, 1, 2, 0, 1, 2])).toBeCloseTo(3, 12)
    // Shares 3/4 and 1/4: exp(-(3/4 ln 3/4 + 1/4 ln 1/4)).
    expect(effectiveSilos([0, 0, 0, 1])).toBeCloseTo(1.7547653506033232, 12)
  })

  it('are stable in the share of agents that stay; none is a state like any other', () => {
    expect(stability([0, 1, null, null], [0, 2, null, 3])).toBe(0.5)
  })
})

describe('convergence', () => {
  it('is the start of the last unbroken stretch of one silo', () => {
    expect(convergenceTime([3, 1, 2, 1, 1])).toEqual({ at: 3 })
    expect(convergenceTime([1, 1])).toEqual({ at: 0 })
  })

  it('is censored at the horizon where the run ends with more than one silo, or none', () => {
    expect(convergenceTime([3, 1, 2])).toEqual({ notBy: 2 })
    expect(convergenceTime([1, 0])).toEqual({ notBy: 1 })
    expect(() => convergenceTime([])).toThrow('expected one or more')
  })

  it('is found where brute force finds it', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 12 }), (counts) => {
        const at = counts.findIndex((_, t) => counts.slice(t).every((count) => count === 1))
        expect(convergenceTime(counts)).toEqual(at < 0 ? { notBy: counts.length - 1 } : { at })
      }),
    )
  })
})

describe('the path of the silos', () => {
  it('last changes when some agent last switches', () => {
    expect(
      lastChange([
        [0, 1],
        [1, 1],
        [1, 1],
      ]),
    ).toBe(1)
    expect(
      lastChange([
        [0, 1],
        [0, 1],
      ]),
    ).toBeNull()
  })

  it('ends stable, unstable (swaps at a constant number) or decaying', () => {
    const still = [
      [0, 1],
      [0, 1],
      [0, 1],
    ]
    const swaps = [
      [0, 1],
      [1, 0],
      [1, 0],
    ]
    const decays = [
      [0, 1],
      [0, 0],
      [0, 0],
    ]
    expect([still, swaps, decays].map((path) => finalPattern(path, 2))).toEqual([
      'stable',
      'unstable',
      'decaying',
    ])
    expect([swaps, decays].map((path) => finalPattern(path, 1))).toEqual(['stable', 'stable'])
  })
})
