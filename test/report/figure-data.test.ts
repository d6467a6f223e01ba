import { describe, expect, it } from 'vitest'
import { cellsOf } from '../../src/report/cells.ts'
import { figureCsv } from '../../src/report/figure-csv.ts'
import { cellFigures, gridFigures } from '../../src/report/figures.ts'
import { seriesOf } from '../../src/report/series.ts'
import { gmmRun, llmRun, pairWeights, twoByTwo } from './sample-runs.ts'

describe('the data of a figure', () => {
  it('is a table of what is drawn', () => {
    const [cell] = cellsOf(seriesOf([gmmRun, llmRun]), pairWeights)
    const lines = Object.fromEntries(
      cellFigures.map((figure) => [figure.id, figureCsv(figure.table(cell)).trim().split('\r\n')]),
    )
    expect(lines.membership).toHaveLength(1 + 2 * 4 * 4)
    expect(lines.membership.slice(0, 2)).toEqual([
      'system,replicate,t,agent,silo,name',
      'Language model,0,0,0,0,rose',
    ])
    expect(lines.membership).toContain('Language model,0,1,3,,no flower')
    expect(lines.sizes).toContain('Gaussian mixture,0,3,2,2,2')
    expect(lines.weights).toContain('Gaussian mixture,0,3,0,0.45')
    expect(lines['silo-count']).toContain('Gaussian mixture,0,3,2')
    expect(lines.stability.slice(0, 2)).toEqual(['system,replicate,t,stability', 'Language model,0,1,0.5'])
  })

  it('over all cells has one row for each mean, and one for each run', () => {
    const grid = { cells: cellsOf(seriesOf(twoByTwo)) }
    const [counts, finals] = gridFigures.map((figure) => figure.table(grid))
    expect(counts.rows).toHaveLength(4 * 2 * 4)
    expect(counts.rows).toContainEqual([0.5, 2, 'Gaussian mixture', 2, 3, 2, 2, 2])
    expect(finals.rows).toHaveLength(twoByTwo.length)
  })

  it('holds no text that acts', () => {
    const texts = ['=cmd()', '\u001b[31m', 'a\u202eb', '-1', '"quoted", and\nbroken', '\ud800']
    expect(figureCsv({ columns: ['text'], rows: texts.map((text) => [text]) }).split('\r\n')).toEqual([
      'text',
      "'=cmd()",
      '‹U+001B›[31m',
      'a‹U+202E›b',
      "'-1",
      '"""quoted"", and\nbroken"',
      '‹U+D800›',
      '',
    ])
  })
})
