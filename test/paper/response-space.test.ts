import { describe, expect, it } from 'vitest'
import { responseSpaces } from '../../src/paper/response-spaces.ts'
import { chooseSketch } from '../../src/paper/sketch-choice.ts'
import { ellipse } from '../../src/report/figures/response-space.ts'
import { principalComponents } from '../../src/statistics/principal-components.ts'
import { storedRun } from '../report/sample-runs.ts'

describe('principal components', () => {
  it('turn a line in space into one axis', () => {
    const { points, shares } = principalComponents([
      [0, 0, 0],
      [1, 2, 2],
      [3, 6, 6],
    ])
    const distances = points.map(([x]) => x - points[0][0])
    expect(distances.map((distance) => distance.toFixed(9))).toEqual([
      '0.000000000',
      '3.000000000',
      '9.000000000',
    ])
    expect(points.map(([, y]) => Math.abs(y) < 1e-9)).toEqual([true, true, true])
    expect(shares[0]).toBeCloseTo(1)
  })

  it('keep the distances of a plane, whatever it is in', () => {
    const plane = [
      [0, 0],
      [4, 0],
      [4, 1],
      [1, 3],
    ]
    const inSpace = plane.map(([a, b]) => [a * 0.6, a * 0.8, b, 7])
    const { points, shares } = principalComponents(inSpace)
    const apart = (all: readonly (readonly number[])[], i: number, j: number) =>
      Math.hypot(all[i][0] - all[j][0], all[i][1] - all[j][1])
    for (const [i, j] of [
      [0, 1],
      [1, 2],
      [0, 3],
    ])
      expect(apart(points, i, j)).toBeCloseTo(apart(plane, i, j))
    expect(shares[0] + shares[1]).toBeCloseTo(1)
    expect(shares[0]).toBeGreaterThan(shares[1])
  })

  it('point to where the largest coordinate lies', () => {
    const { points } = principalComponents([[-9], [1], [2]])
    expect(points[0][0]).toBeGreaterThan(0)
  })

  it('refuse fewer than two vectors, or of different lengths', () => {
    expect(() => principalComponents([[1, 2]])).toThrow(/got 1 vectors/)
    expect(() => principalComponents([[1, 2], [1]])).toThrow(/lengths 2, 1/)
  })
})

const say = (silo: number | null, agent: number) => `flower ${silo} of agent ${agent % 2}`
const polarized = storedRun({
  system: 'llm',
  path: [
    [0, 1, 2, 3],
    [0, 1, 2, 2],
    [0, 0, 2, 2],
    [0, 0, 0, 2],
  ],
  replicate: 2,
  say,
})
const earlier = storedRun({
  system: 'llm',
  path: [
    [0, 1, 2, 3],
    [0, 0, 0, 2],
    [0, 0, 0, 2],
    [0, 0, 0, 2],
  ],
  say,
})
const single = storedRun({
  system: 'llm',
  path: [
    [0, 1, 2, 3],
    [0, 0, 0, 0],
  ],
  say,
})

describe('what is shown in response space', () => {
  it('is the run whose last change is latest of those that end in two silos', () => {
    expect(chooseSketch([single, earlier, polarized])?.run).toBe(polarized)
    expect(chooseSketch([single])).toBeNull()
    expect(
      chooseSketch([
        storedRun({
          system: 'llm',
          path: [
            [0, 1],
            [0, 1],
          ],
        }),
      ]),
    ).toBeNull()
  })

  it('is three agents: the first of either silo, and the one that came last to the larger', () => {
    const choice = chooseSketch([polarized])
    expect(choice?.agents).toEqual([0, 2, 3])
    expect(choice?.before.map(({ t }) => t)).toEqual([0, 0, 0, 1, 1, 1])
    expect(choice?.after.map(({ agent, t, silo }) => [agent, t, silo])).toEqual([
      [0, 2, 0],
      [2, 2, 2],
      [3, 2, 2],
      [0, 3, 0],
      [2, 3, 0],
      [3, 3, 2],
    ])
  })

  it('has weights that sum to 1, and both times in one plane', () => {
    const choice = chooseSketch([polarized])
    if (choice === null) throw new Error('expected a choice')
    const texts = [...new Set([...choice.before, ...choice.after].map(({ text }) => text))]
    const vectors = new Map(texts.map((text, i) => [text, Float32Array.of(i, i * i, 1)]))
    const { before, after } = responseSpaces(choice, vectors)
    for (const { components, agents } of [before, after]) {
      for (const place of agents.keys())
        expect(components.reduce((sum, { weights }) => sum + weights[place], 0)).toBeCloseTo(1)
    }
    expect(before.components.map(({ silo, weights }) => [silo, ...weights])).toEqual([
      [0, 1, 0, 0],
      [2, 0, 1, 0.5],
      [3, 0, 0, 0.5],
    ])
    expect(after.components.map(({ silo, weights }) => [silo, ...weights])).toEqual([
      [0, 1, 0.5, 0],
      [2, 0, 0.5, 1],
      [3, 0, 0, 0],
    ])
    expect([after.x, after.y]).toEqual([before.x, before.y])
    expect([before.from, before.to, after.from, after.to]).toEqual([0, 1, 2, 3])
    expect(() => responseSpaces(choice, new Map())).toThrow(/no vector/)
  })
})

it('an ellipse lies two standard deviations from its center', () => {
  const curve = ellipse({ silo: 0, center: [1, 2], covariance: [4, 1, 9], weights: [] })
  const [xx, xy, yy] = [4, 1, 9]
  const determinant = xx * yy - xy * xy
  for (const { x, y } of curve) {
    const [dx, dy] = [x - 1, y - 2]
    expect((yy * dx * dx - 2 * xy * dx * dy + xx * dy * dy) / determinant).toBeCloseTo(4)
  }
})
