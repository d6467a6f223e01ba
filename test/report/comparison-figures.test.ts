import { parseHTML } from 'linkedom'
import { describe, expect, it } from 'vitest'
import { compareSeveral } from '../../src/compare/several.ts'
import { comparisonSpecSchema } from '../../src/compare/spec.ts'
import { comparisonFigures } from '../../src/report/comparison-figures.ts'
import { drawFigures } from '../../src/report/drawn-figure.ts'
import { pacesOf } from '../../src/report/paces.ts'
import { siloColors } from '../../src/report/silo-colors.ts'
import { convergingAt, runOf } from '../compare/run-of.ts'

const spec = comparisonSpecSchema.parse({ resamples: 100, permutations: 100 })

const ensemble = (system: string, slow: number, mirrors: readonly number[]) => ({
  label: `results/${system}`,
  runs: mirrors.flatMap((mirror) =>
    [1, 5].flatMap((neighbors) =>
      [3, 4, 5, 4].map((at, replicate) => {
        const path = convergingAt(slow * at, 20)
        return { ...runOf(path, { system, mirror, neighbors, replicate, seed: 1 }), path }
      }),
    ),
  ),
})

const compared = (mirrors: readonly number[]) =>
  compareSeveral(
    ensemble('llm', 1, mirrors),
    ensemble('gmm', 2, mirrors),
    [ensemble('voter', 1, mirrors)],
    spec,
  )

const tools = { document: parseHTML('<html></html>').document, colors: siloColors([]) }

describe('the figures of a comparison', () => {
  const comparison = compared([0.2, 0.5])
  const drawn = drawFigures(comparisonFigures, comparison, tools)

  it('are all there, with a panel for each cell', () => {
    expect(drawn.map(({ id, panels }) => [id, panels.length])).toEqual([
      ['trust-map', 6],
      ['one-clock', 4],
      ['difference', 4],
      ['convergence', 4],
      ['alignment', 4],
      ['ensemble-map', 1],
    ])
    for (const { panels } of drawn) {
      for (const { elements, description } of panels) {
        expect(elements).not.toMatch(/NaN|undefined|Infinity/)
        expect(description).not.toMatch(/NaN|undefined|null/)
      }
    }
  })

  it('say a verdict by sign and word, and the size of the effect', () => {
    const [map] = drawn
    expect(map.panels[0].description).toMatch(
      /p.=.0\.2, k.=.1: (equivalent|different|undecided), 4, 4 runs\./,
    )
    const signs = [...map.panels[0].elements.matchAll(/>([=≠?])</g)].map(([, sign]) => sign)
    const expected = { equivalent: '=', different: '≠', undecided: '?' }
    expect(signs).toEqual(comparison.cells.map(({ verdict }) => expected[verdict]))
  })

  it('have data of the same cells beside them', () => {
    for (const figure of comparisonFigures) {
      const { columns, rows } = figure.table(comparison)
      expect(rows.length).toBeGreaterThan(0)
      for (const row of rows) expect(row).toHaveLength(columns.length)
    }
  })

  it('need several cells for a map of them, and an event for a curve of times', () => {
    const never = { label: 'a', runs: [0, 1].map((replicate) => runOf(convergingAt(99, 5), { replicate })) }
    const one = compareSeveral(never, { ...never, label: 'b' }, [], spec)
    expect(drawFigures(comparisonFigures, one, tools).map(({ id }) => id)).toEqual(['difference'])
  })
})

describe('the paces of a cell', () => {
  const comparison = compared([0.2, 0.5])
  const cell = { mirror: 0.2, neighbors: 5 }

  it('are the factors of the comparison, by system', () => {
    const [reference, twin] = pacesOf(comparison, cell, ['llm', 'gmm', 'voter']) ?? []
    expect(reference).toBe(1)
    expect(twin).toBe(comparison.cells[1].metrics.timeScale.factor)
    expect(twin).toBeGreaterThan(1.5)
  })

  it('are not known without a comparison, of another system, or of two alike', () => {
    expect(pacesOf(null, cell, ['llm', 'gmm'])).toBeNull()
    expect(pacesOf(comparison, cell, ['llm', 'chain'])).toBeNull()
    expect(pacesOf(comparison, cell, ['llm', 'gmm', 'gmm'])).toBeNull()
    expect(pacesOf(comparison, { mirror: 0.9, neighbors: 5 }, ['llm', 'gmm'])).toBeNull()
  })
})
