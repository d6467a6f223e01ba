import { parseHTML } from 'linkedom'
import { describe, expect, it } from 'vitest'
import { siloColors, siloOrder } from '../../src/report/silo-colors.ts'
import { inBothThemes } from '../../src/report/standalone-colors.ts'
import { filesOf, gmmPath, gmmRun, llmPath, llmRun, pairWeights, storedRun, twoByTwo } from './sample-runs.ts'

const pair = filesOf([gmmRun, llmRun], { weights: pairWeights })
const names = ['membership', 'sizes', 'weights', 'silo-count', 'stability']
const overview = filesOf(twoByTwo).slice(0, 2)
const drawn = [...pair, ...overview].map(({ name, svg }) => [name, svg] as const)

describe('figures', () => {
  it('are one file each', () => {
    expect(pair.map(({ name }) => name)).toEqual(names)
    expect(overview.map(({ name }) => name)).toEqual(['grid-silo-count', 'grid-final-silos'])
  })

  it.each(drawn)('%s is as it was', async (name, svg) => {
    await expect(svg).toMatchFileSnapshot(`../golden/${name.startsWith('grid') ? name : `pair-${name}`}.svg`)
  })

  it.each(drawn)('%s stands alone', (_, svg) => {
    const { document } = parseHTML(svg)
    expect(document.querySelector('title')?.textContent).toMatch(
      /p\u00a0=\u00a00.2, k\u00a0=\u00a02|every cell|at the end/,
    )
    expect(document.querySelector('desc')?.textContent).toMatch(/Language model|Mean weights/)
    expect(document.querySelector('style')?.textContent).toContain('prefers-color-scheme:dark')
    expect(svg).not.toMatch(/var\(|currentColor|NaN|undefined|Infinity/)
    expect(svg).not.toMatch(/ (d|x|y|transform)="[^"]*\d\.\d{2,}/)
    expect(new Set([...svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)).size).toBe(2)
  })
})

describe('figures of several replicates', () => {
  const runs = [
    ...[3, 1].map((replicate) => storedRun({ system: 'llm', path: llmPath, replicate })),
    ...[1, 2].map((replicate) => storedRun({ path: gmmPath, replicate })),
    storedRun({ path: gmmPath.slice(0, 2), steps: 3, replicate: 4, complete: false }),
  ]
  const [membership, , counts] = filesOf(runs)

  it('draw membership for the lowest replicate', () => {
    expect(membership.svg).toContain('Shown: replicate 1.')
  })

  it('draw the single runs and their mean, up to the last time that all reach', () => {
    expect(counts.svg).toContain('mean of 2 runs: 4.0 at t = 0, 1.0 at t = 3')
    expect(counts.svg).toContain('mean of 3 runs: 4.0 at t = 0, 4.0 at t = 1')
    expect(counts.svg.match(/stroke-opacity="0.25"/g)).toHaveLength(3)
    expect(counts.svg.match(/stroke-opacity="0.85"/g)).toHaveLength(2)
  })
})

it('draws one file for each figure and cell', () => {
  const runs = [1, 2].map((neighbors) => storedRun({ path: gmmPath, design: { neighbors } }))
  const files = filesOf(runs).map(({ name }) => name)
  expect(files).toHaveLength(10)
  expect(files[2]).toBe('membership-mirror-0.2-neighbors-1')
  expect(new Set(files).size).toBe(10)
})

it('draws a run of one time, of many agents, and nothing of no time', () => {
  const many = Array.from({ length: 400 }, (_, i) => i)
  for (const path of [[[0, 1]], [many, many.map((i) => i >> 3)]]) {
    for (const { svg } of filesOf([storedRun({ path })])) expect(svg).not.toMatch(/NaN|Infinity/)
  }
  expect(filesOf([storedRun({ path: [], steps: 9, complete: false })])).toEqual([])
})

describe('silo colors', () => {
  it('give the most distinct colors to the silos that end largest, the same in all runs', () => {
    const paths = [
      [
        [9, 9, 4, 2],
        [9, 4, 4, 4],
      ],
      [
        [9, 7, 7, 2],
        [7, 7, 7, 9],
      ],
    ]
    expect(siloOrder(paths)).toEqual([7, 4, 9, 2])
    const { of, named } = siloColors(siloOrder(paths))
    const used = [7, 4, 9, 2].map((silo) => named.get(`silo-${silo}`)?.light)
    expect(used).toEqual(['#1b6fc0', '#b8400c', '#0a664c', '#b08e00'])
    expect(of(7)).toBe('var(--silo-7)')
    expect(of(null)).toBe('var(--none)')
  })

  it('are named in the page only', () => {
    expect(() => inBothThemes('<svg><rect fill="var(--silo-1)"/></svg>', siloColors([]))).toThrow(
      'figure color: got silo-1',
    )
  })
})
