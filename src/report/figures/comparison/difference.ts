import { gridY, type Markish, ruleY } from '@observablehq/plot'
import type { CellComparison, Comparison } from '../../../compare/comparison.ts'
import { decimal } from '../../format.ts'
import type { DrawingTools, Panel } from '../figure.ts'
import { drawPanel } from '../panel.ts'
import { timeTicks } from '../time-axis.ts'
import { curveMarks } from './curve-marks.ts'
import {
  bandPoints,
  type ComparisonFigure,
  columnsOf,
  frameOf,
  panelOfCell,
  sideNames,
  sides,
} from './subject.ts'

/** When and by how much the mean curves differ. */
export const difference: ComparisonFigure = {
  id: 'difference',
  title: 'Difference of effective silos over time',
  applies: ({ cells }) => cells.some(({ metrics }) => metrics.trajectory.energyDistance !== null),
  caption: (comparison) => {
    const { a, b } = sideNames(comparison)
    return `Mean of the ${b} minus mean of the ${a}. Shaded: the band that holds the true difference at all times at once with ${Number((100 * comparison.spec.level).toPrecision(3))} % confidence. Dashed: the margin within which a difference counts as none.`
  },
  draw: (comparison, tools) => {
    const bounds = comparison.cells.flatMap(({ metrics }) =>
      bandPoints(metrics.trajectory.effectiveSilos.difference).flatMap(({ y, lower, upper }) => [
        y,
        lower ?? y,
        upper ?? y,
      ]),
    )
    const domain = [Math.min(0, ...bounds), Math.max(1, ...bounds)] as const
    return comparison.cells.map((cell) => drawCell(comparison, cell, domain, tools))
  },
  columns: columnsOf,
  table: ({ cells }) => ({
    columns: ['mirror', 'neighbors', 't', 'difference', 'lower', 'upper', 'margin'],
    rows: cells.flatMap(({ mirror, neighbors, metrics: { trajectory } }) =>
      bandPoints(trajectory.effectiveSilos.difference).map(({ x, y, lower, upper }) => [
        mirror,
        neighbors,
        x,
        y,
        lower,
        upper,
        trajectory.margin,
      ]),
    ),
  }),
}

function drawCell(
  comparison: Comparison,
  cell: CellComparison,
  domain: readonly [number, number],
  tools: DrawingTools,
): Panel {
  const { effectiveSilos, margin, largestDifference, verdict } = cell.metrics.trajectory
  const end = Math.max(...comparison.cells.map(({ horizon }) => horizon))
  const within = margin === null ? [] : [-margin, margin].filter((y) => y >= domain[0] && y <= domain[1])
  const marks: Markish[] = [
    gridY({ stroke: 'currentColor', strokeOpacity: 0.1, ticks: 4 }),
    ruleY([0], { stroke: 'currentColor', strokeOpacity: 0.5 }),
    ruleY(within, { stroke: 'var(--muted)', strokeDasharray: '3 3' }),
    ...curveMarks(effectiveSilos.difference, { stroke: sides.b.stroke, dashes: 'none' }),
  ]
  const most =
    largestDifference === null
      ? 'No time in common.'
      : `Largest at t = ${largestDifference.at}: ${decimal(largestDifference.estimate, 1)}.`
  return {
    ...panelOfCell(cell),
    description: `${most} Verdict: ${verdict}.`,
    ...drawPanel(tools, {
      frame: frameOf(comparison),
      innerHeight: 110,
      x: { domain: [0, end], ticks: timeTicks(end, 4), tickFormat: 'd' },
      xLabel: 'time t',
      y: { domain, ticks: 4, label: null },
      marginTop: 8,
      marks,
    }),
  }
}
