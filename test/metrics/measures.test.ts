import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dwellTimes } from '../../src/metrics/dwell-times.ts'
import { measurePath, measures } from '../../src/metrics/measures.ts'
import { measuresShape } from '../../src/metrics/measures-shape.ts'

const silos = (agents: number) =>
  fc.array(fc.option(fc.integer({ min: 0, max: 4 }), { freq: 8 }), { minLength: agents, maxLength: agents })
const paths = fc
  .integer({ min: 1, max: 8 })
  .chain((agents) => fc.array(silos(agents), { minLength: 1, maxLength: 12 }))

describe('the measures of a run', () => {
  it('order the Hill numbers, and bound the largest share by them', () => {
    fc.assert(
      fc.property(paths, (path) => {
        const { siloCount, effectiveSilos, inverseSimpson, largestShare } = measurePath(path, 10)
        siloCount.forEach((count, t) => {
          const [one, two, share] = [effectiveSilos[t], inverseSimpson[t], largestShare[t]]
          if (count === 0) expect([one, two, share]).toEqual([null, null, null])
          else {
            expect(one).toBeLessThanOrEqual(count + 1e-9)
            expect(two).toBeLessThanOrEqual((one ?? 0) + 1e-9)
            expect(share).toBeGreaterThanOrEqual(1 / (two ?? 0) - 1e-9)
          }
        })
      }),
    )
  })

  it('split the time of every agent into stays', () => {
    fc.assert(
      fc.property(paths, (path) => {
        const { ended, censored } = dwellTimes(path)
        expect(censored).toHaveLength(path[0].length)
        expect([...ended, ...censored].reduce((sum, stay) => sum + stay, 0)).toBe(
          path.length * path[0].length,
        )
      }),
    )
    expect(dwellTimes([[1], [1], [2], [2], [2]])).toEqual({ ended: [2], censored: [3] })
  })

  it('are what they should be on an example', () => {
    const path = [
      [0, 1, 2, 2],
      [0, 2, 2, 2],
      [2, 2, 2, null],
    ]
    const of = measurePath(path, 1)
    expect(of.inverseSimpson[0]).toBeCloseTo(16 / 6, 12)
    expect(of.largestShare).toEqual([0.5, 0.75, 1])
    expect(of.switchRate).toEqual([0.25, 0.5])
    expect(of.stability).toEqual([0.75, 0.5])
    expect(of).toMatchObject({
      faults: 1,
      convergence: { at: 2 },
      lastChange: 2,
      pattern: 'decaying',
      patternWindow: 1,
    })
  })

  it('are read back as they were written', () => {
    fc.assert(
      fc.property(paths, (path) => {
        const written = measurePath(path, 10)
        for (const [name, schema] of Object.entries(measuresShape)) {
          const value = written[name as keyof typeof written]
          expect(schema.parse(JSON.parse(JSON.stringify(value)))).toEqual(value)
        }
      }),
    )
    expect(Object.keys(measuresShape)).toEqual(Object.keys(measures))
  })
})
