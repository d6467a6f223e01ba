import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bandsOf, laneMiddle, lanesOf, placeBands } from '../../src/report/figures/lanes.ts'
import { gmmPath, llmPath } from './sample-runs.ts'

const silo = fc.option(fc.integer({ min: 0, max: 5 }))
const paths = fc
  .integer({ min: 1, max: 8 })
  .chain((agents) =>
    fc.array(fc.array(silo, { minLength: agents, maxLength: agents }), { minLength: 1, maxLength: 12 }),
  )

describe('bands', () => {
  it('have room for the largest membership of any path, agents without a silo last', () => {
    expect(bandsOf([llmPath, gmmPath])).toEqual([
      { silo: 0, lanes: 2 },
      { silo: 1, lanes: 4 },
      { silo: 2, lanes: 2 },
      { silo: 3, lanes: 1 },
      { silo: null, lanes: 1 },
    ])
  })

  it('lie below each other and hold their lanes', () => {
    fc.assert(
      fc.property(paths, (path) => {
        const { bands, height, pitch } = placeBands(bandsOf([path]))
        let top = 0
        for (const band of bands) {
          expect(band.top).toBeCloseTo(top, 9)
          expect(laneMiddle(band, 0, pitch)).toBeGreaterThanOrEqual(band.top)
          expect(laneMiddle(band, band.lanes - 1, pitch)).toBeLessThanOrEqual(band.top + band.height)
          top += band.height
        }
        expect(height).toBeCloseTo(top, 9)
      }),
    )
  })
})

describe('lanes', () => {
  it('take in who joins where a lane is free and leave the others where they are', () => {
    expect(lanesOf(llmPath)).toEqual([
      [0, 0, 0, 0],
      [0, 0, 1, 0],
      [2, 0, 1, 0],
      [2, 0, 1, 3],
    ])
  })

  it('are never shared, kept while an agent stays, and within the band', () => {
    fc.assert(
      fc.property(paths, (path) => {
        const room = new Map(bandsOf([path]).map(({ silo, lanes }) => [silo, lanes]))
        const lanes = lanesOf(path)
        for (const [t, silos] of path.entries()) {
          const places = silos.map((silo, agent) => `${silo} ${lanes[t][agent]}`)
          expect(new Set(places).size).toBe(silos.length)
          for (const [agent, silo] of silos.entries()) {
            expect(lanes[t][agent]).toBeLessThan(room.get(silo) ?? 0)
            if (t > 0 && path[t - 1][agent] === silo) expect(lanes[t][agent]).toBe(lanes[t - 1][agent])
          }
        }
      }),
    )
  })
})
