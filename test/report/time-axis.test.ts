import { describe, expect, it } from 'vitest'
import type { Cell } from '../../src/report/cell.ts'
import { cellsOf } from '../../src/report/cells.ts'
import { cut, stepCorners } from '../../src/report/curves.ts'
import { sharedSpan, timeAxis, timeTicks } from '../../src/report/figures/time-axis.ts'
import { seriesOf } from '../../src/report/series.ts'
import { gmmPath, llmPath, storedRun } from './sample-runs.ts'

const [raw] = cellsOf(
  seriesOf([storedRun({ system: 'llm', path: llmPath }), storedRun({ path: [...gmmPath, ...gmmPath] })]),
)
const rescaled: Cell = {
  ...raw,
  ensembles: raw.ensembles.map((ensemble, place) => ({ ...ensemble, pace: [1, 2][place] })),
}

describe('the time axis', () => {
  it('is that of the longest run where all clocks are raw', () => {
    for (const ensemble of raw.ensembles)
      expect(timeAxis(raw, ensemble)).toMatchObject({ end: 8, label: 'time t' })
  })

  it('spans the same time of a shared clock in more steps of the faster system', () => {
    expect(sharedSpan(rescaled.ensembles, rescaled.steps)).toBe(4)
    const [slow, fast] = rescaled.ensembles.map((ensemble) => timeAxis(rescaled, ensemble))
    expect(slow).toMatchObject({ end: 4, x: { ticks: [0, 1, 2, 3] }, label: 'rescaled time' })
    expect(fast).toMatchObject({ end: 8, x: { ticks: [0, 2, 4, 6] } })
  })

  it('has a few round times from 0 on', () => {
    expect(timeTicks(3)).toEqual([0, 1, 2, 3])
    expect(timeTicks(12)).toEqual([0, 2, 4, 6, 8, 10, 12])
    expect(timeTicks(80).at(-1)).toBe(80)
    expect(timeTicks(80, 4)).toEqual([0, 20, 40, 60, 80])
    expect(timeTicks(1_000_000)).toHaveLength(2)
  })
})

describe('a step-after line', () => {
  it('holds a value until the next time, at any pace', () => {
    expect(stepCorners([3, 3, 1], 0)).toEqual([
      { x: 0, y: 3 },
      { x: 2, y: 3 },
      { x: 2, y: 1 },
      { x: 3, y: 1 },
    ])
    expect(stepCorners([2], 1, 0.5)).toEqual([
      { x: 0.5, y: 2 },
      { x: 1, y: 2 },
    ])
  })

  it('is cut at the end of the axis', () => {
    expect(cut(stepCorners([3, 1], 0), 1.5)).toEqual([
      { x: 0, y: 3 },
      { x: 1, y: 3 },
      { x: 1, y: 1 },
      { x: 1.5, y: 1 },
    ])
    expect(cut(stepCorners([3, 1], 0), 2)).toHaveLength(4)
  })
})
