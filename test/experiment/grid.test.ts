import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { resolveDesign } from '../../src/design/design.ts'
import { jobsOf, parseGrid } from '../../src/experiment/grid.ts'

const gridOf = (fields: object) => parseGrid(stringify(fields), 'grid.yaml')

/** Lists of different values that any system accepts. */
const values = {
  mirror: fc.uniqueArray(fc.constantFrom(0, 0.1, 0.25, 0.5, 1), { minLength: 1 }),
  neighbors: fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 3 }),
  memory: fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 3 }),
  seed: fc.uniqueArray(fc.nat(), { minLength: 1, maxLength: 3 }),
  sigma: fc.uniqueArray(fc.constantFrom(0.1, 0.2, 1), { minLength: 1 }),
}
const lists = fc.record(values)
const names = Object.keys(values) as (keyof typeof values)[]
const orders = fc.shuffledSubarray(names, { minLength: 1 })

describe('a grid', () => {
  it('has as many runs as the product of its lists and the replicates', () => {
    fc.assert(
      fc.property(lists, orders, fc.integer({ min: 1, max: 4 }), (given, order, replicates) => {
        const fields = Object.fromEntries(order.map((name) => [name, given[name]]))
        const jobs = jobsOf(gridOf({ system: 'gmm', agents: 10, ...fields, replicates }))
        const product = order.reduce((size, name) => size * given[name].length, replicates)
        expect(jobs).toHaveLength(product)
        const distinct = new Set(jobs.map(({ design, replicate }) => JSON.stringify([design, replicate])))
        expect(distinct.size).toBe(product)
      }),
    )
  })

  it('has its cells in the order of an odometer, the last field of the file turning fastest', () => {
    fc.assert(
      fc.property(lists, orders, (given, order) => {
        const fields = Object.fromEntries(order.map((name) => [name, given[name]]))
        const { designs } = gridOf({ system: 'gmm', agents: 10, ...fields })
        for (const [cell, design] of designs.entries()) {
          let rest = cell
          for (const name of order.toReversed()) {
            expect(design).toMatchObject({ [name]: given[name][rest % given[name].length] })
            rest = Math.floor(rest / given[name].length)
          }
        }
      }),
    )
  })

  it('makes a run once, where a system has no use for a field', () => {
    fc.assert(
      fc.property(lists, ({ mirror, sigma }) => {
        const { designs } = gridOf({ system: ['gmm', 'voter', 'chain'], agents: 10, mirror, sigma })
        const count = (system: string) => designs.filter((design) => design.system === system).length
        expect(count('gmm')).toBe(mirror.length * sigma.length)
        expect(count('chain')).toBe(mirror.length * sigma.length)
        expect(count('voter')).toBe(mirror.length)
      }),
    )
  })

  it('holds the designs that a single run would have, and names the fields that vary', () => {
    const grid = gridOf({ system: ['gmm', 'voter'], steps: 20, mirror: [0.2], neighbors: [1, 5] })
    expect(grid.designs).toEqual([
      resolveDesign('gmm', { steps: 20, mirror: 0.2, neighbors: 1 }),
      resolveDesign('gmm', { steps: 20, mirror: 0.2, neighbors: 5 }),
      resolveDesign('voter', { steps: 20, mirror: 0.2, neighbors: 1 }),
      resolveDesign('voter', { steps: 20, mirror: 0.2, neighbors: 5 }),
    ])
    expect(grid.varying).toEqual(['system', 'neighbors'])
    expect(grid.replicates).toBe(1)
    expect(jobsOf({ ...grid, replicates: 2 }).map(({ replicate }) => replicate)).toEqual([
      0, 1, 0, 1, 0, 1, 0, 1,
    ])
  })

  it.each([
    ['no system', { mirror: 0.2 }, /system: got nothing, accepted: gmm, llm, voter/],
    ['an unknown system', { system: ['gmm', 'ising'] }, /system: got "ising", accepted: gmm/],
    ['an unknown field', { system: 'gmm', neighbours: [1, 2] }, /design option: got "neighbours", accepted/],
    ['an empty list', { system: 'gmm', mirror: [] }, /mirror: got \[\], accepted: a value, or a list/],
    ['no systems', { system: [] }, /system: got \[\], accepted: a value, or a list/],
    [
      'a value twice',
      { system: 'gmm', mirror: [0.2, 0.5, 0.2] },
      /mirror: got \[0.2,0.5,0.2\], accepted: .*different/,
    ],
    [
      'a bad value in a list',
      { system: 'gmm', mirror: [0.2, 2] },
      /mirror: got 2, accepted: a number from 0 to 1/,
    ],
    ['a list in a list', { system: 'gmm', mirror: [[0.2]] }, /mirror: got \[0.2\], accepted: a number/],
    ['nothing', { system: 'gmm', mirror: null }, /mirror: got null, accepted/],
    [
      'a list of replicates',
      { system: 'gmm', replicates: [1, 2] },
      /replicates: got \[1,2\], accepted: a whole/,
    ],
    ['no replicates', { system: 'gmm', replicates: 0 }, /replicates: got 0, accepted: a whole number/],
    [
      'a combination that no design accepts',
      { system: 'gmm', agents: [30, 10], neighbors: [5, 20] },
      /neighbors: got 20, accepted: a whole number from 1 to 9 .* at agents 10, neighbors 20/,
    ],
    [
      'a file of components for another layout',
      { system: 'gmm', layout: ['custom', 'line'], components: 'means.yaml' },
      /components: got "means.yaml", accepted: nothing, or layout custom, at layout line/,
    ],
    [
      'too many runs',
      { system: 'gmm', seed: [1, 2], replicates: 1_000_000 },
      /got 2000000 runs, accepted: at most 1000000/,
    ],
  ])('refuses %s', (_, fields, message) => {
    expect(() => gridOf(fields)).toThrow(message)
  })

  it.each(['', '[gmm, voter]', 'gmm', '# nothing'])('refuses a file that is no mapping: %j', (content) => {
    expect(() => parseGrid(content, 'grid.yaml')).toThrow(/grid.yaml: got .*accepted: a YAML mapping/)
  })

  it('refuses a field that is given twice', () => {
    expect(() => parseGrid('system: gmm\nmirror: 0.2\nmirror: 0.5\n', 'grid.yaml')).toThrow(
      /keys must be unique/,
    )
  })
})
