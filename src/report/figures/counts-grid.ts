import { areaY, gridY, line, type Markish } from '@observablehq/plot'
import type { Cell, Ensemble } from '../cell.ts'
import { type Corner, type CurveSummary, stepCorners, summarizeCurves } from '../curves.ts'
import { cellName, counted, decimal } from '../format.ts'
import { seriesStyle } from '../theme.ts'
import type { DrawingTools, GridFigure, Panel } from './figure.ts'
import { distinct, gridFrame, hasGrid, seriesLegend, sharedCounts } from './grid-panel.ts'
import { drawPanel } from './panel.ts'
import { timeTicks } from './time-axis.ts'

const innerHeight = 110

export const countsGrid: GridFigure = {
  id: 'grid-silo-count',
  title: 'Number of silos in every cell',
  applies: hasGrid,
  caption: ({ cells }) => {
    const several = cells.some(({ ensembles }) => ensembles.some(({ runs }) => runs.length > 1))
    const what = several
      ? 'Lines: means over the runs, up to the last time that all reach; shaded: from the least to the most of any run.'
      : 'One line a run.'
    return `${what} Down: the probability p of listening to oneself; across: the number k of nearest neighbors.`
  },
  legend: seriesLegend,
  draw(grid, tools) {
    const y = sharedCounts(grid, ({ runs }) =>
      Math.max(...runs.map(({ metrics }) => Math.max(...metrics.siloCount))),
    )
    const steps = Math.max(...grid.cells.map((cell) => cell.steps))
    return grid.cells.map((cell) => drawCell(cell, { steps, y }, tools))
  },
  columns: (grid) => Math.min(5, distinct(grid, 'neighbors').length),
  table: ({ cells }) => ({
    columns: ['mirror', 'neighbors', 'system', 'runs', 't', 'mean_silos', 'least_silos', 'most_silos'],
    rows: cells.flatMap(({ mirror, neighbors, ensembles }) =>
      ensembles.flatMap((ensemble) => {
        const { mean, least, most, runs } = summaryOf(ensemble)
        return mean.map((value, t) => [
          mirror,
          neighbors,
          ensemble.series.label,
          runs,
          t,
          value,
          least[t],
          most[t],
        ])
      }),
    ),
  }),
}

const summaryOf = ({ runs }: Ensemble) => summarizeCurves(runs.map(({ metrics }) => metrics.siloCount))

function drawCell(
  cell: Cell,
  axes: { readonly steps: number; readonly y: ReturnType<typeof sharedCounts> },
  tools: DrawingTools,
): Panel {
  const curves = cell.ensembles.map((ensemble) => ({ series: ensemble.series, summary: summaryOf(ensemble) }))
  const marks: Markish[] = [
    gridY({ stroke: 'currentColor', strokeOpacity: 0.1, ticks: 4 }),
    ...curves.map(({ series, summary }) =>
      areaY(rangeCorners(summary), {
        x: 'x',
        y1: 'y',
        y2: 'to',
        fill: seriesStyle(series).stroke,
        fillOpacity: 0.16,
      }),
    ),
    ...curves.map(({ series, summary }) => {
      const { stroke, dashes } = seriesStyle(series)
      return line(stepCorners(summary.mean, 0), {
        x: 'x',
        y: 'y',
        stroke,
        strokeWidth: 1.8,
        ...(dashes !== 'none' && { strokeDasharray: dashes }),
      })
    }),
  ]
  const said = curves.map(({ series, summary: { mean, runs } }) => {
    const last = mean.length - 1
    return `${series.label}, ${counted(runs, 'run')}: ${decimal(mean[0], 1)} silos at t = 0, ${decimal(mean[last], 1)} at t = ${last}.`
  })
  return {
    key: cell.id,
    heading: cellName(cell),
    cell: cell.id,
    description: said.join(' '),
    ...drawPanel(tools, {
      frame: gridFrame,
      innerHeight,
      x: { domain: [0, axes.steps + 1], ticks: timeTicks(axes.steps, 4), tickFormat: 'd' },
      xLabel: 'time t',
      y: { ...axes.y, label: null },
      marginTop: 8,
      marks,
    }),
  }
}

/** The corners of the area between the least and the most. */
function rangeCorners({ least, most }: CurveSummary): readonly (Corner & { readonly to: number })[] {
  return least.flatMap((y, t) => [
    { x: t, y, to: most[t] },
    { x: t + 1, y, to: most[t] },
  ])
}
