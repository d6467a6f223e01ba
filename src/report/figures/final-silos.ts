import { dot, gridY, link, type Markish, ruleX } from '@observablehq/plot'
import { groupBy } from '../../core/group-by.ts'
import type { Cell, CellGrid, CellRun, SeriesName } from '../cell.ts'
import { mean } from '../curves.ts'
import { counted, decimal, number } from '../format.ts'
import { seriesStyle } from '../theme.ts'
import type { DrawingTools, GridFigure, Panel } from './figure.ts'
import { distinct, hasGrid, rowFrame, seriesIn, seriesLegend, sharedCounts } from './grid-panel.ts'
import { drawPanel } from './panel.ts'

const innerHeight = 200

export const finalSilos: GridFigure = {
  id: 'grid-final-silos',
  title: 'Silos at the end',
  applies: hasGrid,
  caption: () =>
    'Circles: runs that end, or stand now, with so many silos, the larger the more of them; bars: their mean. One panel for each probability p of listening to oneself; across: the number k of nearest neighbors.',
  // Bars and circles have no dashes.
  legend: (grid) => seriesLegend(grid).map((item) => ({ ...item, dashes: 'none' })),
  draw: (grid, tools) => distinct(grid, 'mirror').map((mirror) => drawMirror(grid, mirror, tools)),
  columns: (grid) => Math.min(4, distinct(grid, 'mirror').length),
  table: ({ cells }) => ({
    columns: ['mirror', 'neighbors', 'system', 'replicate', 't', 'silos'],
    rows: cells.flatMap(({ mirror, neighbors, ensembles }) =>
      ensembles.flatMap(({ series, runs }) =>
        runs.map((run) => [
          mirror,
          neighbors,
          series.label,
          run.metrics.replicate,
          run.path.length - 1,
          finalOf(run),
        ]),
      ),
    ),
  }),
}

function drawMirror(grid: CellGrid, mirror: number, tools: DrawingTools): Panel {
  const neighbors = distinct(grid, 'neighbors')
  const series = seriesIn(grid)
  const row = grid.cells.filter((cell) => cell.mirror === mirror)
  const between = series.length > 1 ? neighbors.slice(1).map((_, i) => i + 1) : []
  const marks: Markish[] = [
    gridY({ stroke: 'currentColor', strokeOpacity: 0.1, ticks: 4 }),
    ruleX(between, { stroke: 'currentColor', strokeOpacity: 0.1 }),
    ...series.flatMap((one, place) => {
      const at = (cell: Cell) => neighbors.indexOf(cell.neighbors) + (place + 0.5) / series.length
      return drawSeries(one, row, at, 0.36 / series.length)
    }),
  ]
  return {
    key: `mirror-${mirror}`,
    heading: `p = ${number(mirror)}`,
    description: describe(row),
    ...drawPanel(tools, {
      frame: rowFrame,
      innerHeight,
      x: {
        domain: [0, neighbors.length],
        ticks: neighbors.map((_, i) => i + 0.5),
        tickFormat: (at: number) => String(neighbors[Math.floor(at)]),
        tickSize: 0,
      },
      xLabel: 'neighbors k',
      y: { ...sharedCounts(grid, ({ runs }) => Math.max(...runs.map(finalOf))), label: 'silos' },
      marginTop: 24,
      marks,
    }),
  }
}

/** Runs of one cell that ended alike. */
interface Alike {
  readonly x: number
  readonly silos: number
  readonly runs: number
}

/** The area of one run's circle, in square pixels. */
const areaOfRun = 16

/** @param half half the width of the bar of a mean, as a share of a cell's width */
function drawSeries(
  one: SeriesName,
  row: readonly Cell[],
  at: (cell: Cell) => number,
  half: number,
): readonly Markish[] {
  const { stroke } = seriesStyle(one)
  const cells = row.map((cell) => ({ x: at(cell), finals: finalsOf(cell, one) }))
  const alike = cells.flatMap(({ x, finals }) =>
    [...groupBy(finals, (final) => final)].map(([silos, same]): Alike => ({ x, silos, runs: same.length })),
  )
  const means = cells.flatMap(({ x, finals }) => {
    const y = mean(finals)
    return y === null ? [] : [{ x, y }]
  })
  type Bar = (typeof means)[number]
  return [
    dot(alike, {
      x: 'x',
      y: 'silos',
      r: { value: ({ runs }: Alike) => Math.sqrt((areaOfRun * runs) / Math.PI), scale: null },
      fill: stroke,
      fillOpacity: 0.25,
      stroke,
      strokeWidth: 0.8,
    }),
    link(means, {
      x1: ({ x }: Bar) => x - half,
      x2: ({ x }: Bar) => x + half,
      y1: 'y',
      y2: 'y',
      stroke,
      strokeWidth: 2.4,
    }),
  ]
}

const finalOf = ({ metrics: { siloCount } }: CellRun) => siloCount[siloCount.length - 1]

function finalsOf({ ensembles }: Cell, { key }: SeriesName): readonly number[] {
  return ensembles.find(({ series }) => series.key === key)?.runs.map(finalOf) ?? []
}

function describe(row: readonly Cell[]): string {
  const said = row.map(({ neighbors, ensembles }) => {
    const means = ensembles.map(
      ({ series, runs }) =>
        `${series.label} ${decimal(mean(runs.map(finalOf)), 1)} (${counted(runs.length, 'run')})`,
    )
    return `k = ${neighbors}: ${means.join(', ')}.`
  })
  return `Mean number of silos at the end. ${said.join(' ')}`
}
