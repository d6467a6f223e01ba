import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { permutation, seedAt, streamAt, uniformInteger } from '../../src/core/random.ts'

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

describe('a stream', () => {
  it('is the same at the same address', () => {
    fc.assert(
      fc.property(fc.nat(), fc.string(), (seed, purpose) => {
        const [one, two] = [streamAt(seed, purpose), streamAt(seed, purpose)]
        const draws = (stream: typeof one) => Array.from({ length: 5 }, () => stream.uniform())
        expect(draws(one)).toEqual(draws(two))
      }),
    )
  })

  it('is unrelated at neighboring addresses', () => {
    const size = 20_000
    const draws = (agent: number) => {
      const stream = streamAt(1, 0, 'partner', agent)
      return Array.from({ length: size }, () => stream.uniform() - 0.5)
    }
    for (let agent = 0; agent < 5; agent++) {
      const [one, two] = [draws(agent), draws(agent + 1)]
      const correlation = 12 * mean(one.map((value, i) => value * two[i]))
      // Five standard errors of a correlation of independent draws.
      expect(Math.abs(correlation)).toBeLessThan(5 / Math.sqrt(size))
    }
  })

  it('starts differently at each address, uniformly over addresses', () => {
    const firsts = Array.from({ length: 10_000 }, (_, agent) => streamAt(7, 0, 'query', agent).uniform())
    expect(new Set(firsts).size).toBe(firsts.length)
    const bins = new Array<number>(20).fill(0)
    for (const value of firsts) bins[Math.floor(value * 20)]++
    const chiSquare = bins.reduce((sum, count) => sum + (count - 500) ** 2 / 500, 0)
    // The 99.9 % point of chi-squared with 19 degrees of freedom.
    expect(chiSquare).toBeLessThan(43.8)
  })

  it('gives standard normals', () => {
    const stream = streamAt('normal')
    const draws = Array.from({ length: 100_000 }, () => stream.normal())
    expect(Math.abs(mean(draws))).toBeLessThan(0.016)
    expect(Math.abs(mean(draws.map((x) => x * x)) - 1)).toBeLessThan(0.023)
    expect(Math.abs(mean(draws.map((x) => x ** 4)) - 3)).toBeLessThan(0.16)
  })
})

describe('what is made of uniforms', () => {
  it('a whole number stays below its bound', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.integer({ min: 1, max: 1e9 }),
        (u, bound) => {
          const drawn = uniformInteger(u, bound)
          expect(drawn).toBeGreaterThanOrEqual(0)
          expect(drawn).toBeLessThan(bound)
        },
      ),
    )
  })

  it('a permutation holds every number once, each order equally often', () => {
    const stream = streamAt('permutation')
    const counts = new Map<string, number>()
    for (let trial = 0; trial < 12_000; trial++) {
      const order = permutation(3, stream)
      expect([...order].sort()).toEqual([0, 1, 2])
      counts.set(order.join(), (counts.get(order.join()) ?? 0) + 1)
    }
    for (const count of counts.values()) expect(Math.abs(count - 2000)).toBeLessThan(210)
    expect(counts.size).toBe(6)
  })

  it('the seed of a call is a whole number below 2^31', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (seed, t) => {
        const found = seedAt(seed, 0, 'call', t)
        expect(Number.isInteger(found) && found >= 0 && found < 2 ** 31).toBe(true)
      }),
    )
  })
})
