import { areaY, gridY, line, type Markish } from '@observablehq/plot'
import type { CellComparison, Comparison, ConvergenceComparison } from '../../../compare/comparison.ts'
import { capital, counted, decimal } from '../../format.ts'
import type { SeriesStyle } from '../../theme.ts'
import type { DrawingTools, Panel } from '../figure.ts'
import { drawPanel } from '../panel.ts'
import { timeTicks } from '../time-axis.ts'
import {
  type ComparisonFigure,
  columnsOf,
  frameOf,
  panelOfCell,
  sideNames,
  sides,
  sidesLegend,
} from './subject.ts'

/** Kaplan–Meier curves of the times at which one silo is left. */
export const convergence: ComparisonFigure = {
  id: 'convergence',
  title: 'Runs that have not converged',
  applies: ({ cells }) =>
    cells.some(({ metrics }) => {
      const { a, b } = metrics.restrictedMeanConvergence.survival
      return a.events + b.events > 0
    }),
  caption: ({ spec }) =>
    `Share of the runs with more than one silo still ahead of them (Kaplan–Meier), with pointwise ${number(100 * spec.level)} % intervals. A line that ends above 0 is of runs that had not converged when they ended.`,
  legend: sidesLegend,
  draw: (comparison, tools) => comparison.cells.map((cell) => drawCell(comparison, cell, tools)),
  columns: columnsOf,
  table: (comparison) => ({
    columns: ['mirror', 'neighbors', 'ensemble', 't', 'at_risk', 'events', 'survival', 'lower', 'upper'],
    rows: comparison.cells.flatMap(({ mirror, neighbors, metrics }) =>
      (['a', 'b'] as const).flatMap((side) =>
        metrics.restrictedMeanConvergence.survival[side].steps.map(
          ({ time, atRisk, events, survival, interval }) => [
            mirror,
            neighbors,
            sideNames(comparison)[side],
            time,
            atRisk,
            events,
            survival,
            interval?.[0] ?? null,
            interval?.[1] ?? null,
          ],
        ),
      ),
    ),
  }),
}

const number = (value: number) => String(Number(value.toPrecision(3)))

function drawCell(comparison: Comparison, cell: CellComparison, tools: DrawingTools): Panel {
  const { survival } = cell.metrics.restrictedMeanConvergence
  const end = Math.max(...comparison.cells.map(({ horizon }) => horizon))
  const marks: Markish[] = [
    gridY({ stroke: 'currentColor', strokeOpacity: 0.1, ticks: 2 }),
    ...survivalMarks(survival.a, cell.horizon, sides.a),
    ...survivalMarks(survival.b, cell.horizon, sides.b),
  ]
  const said = (['a', 'b'] as const).map((side) => {
    const { size, events, median } = survival[side]
    return `${capital(sideNames(comparison)[side])}: ${events} of ${counted(size, 'run')} converged${median === null ? '' : `, half of them by t = ${decimal(median, 0)}`}.`
  })
  return {
    ...panelOfCell(cell),
    description: said.join(' '),
    ...drawPanel(tools, {
      frame: frameOf(comparison),
      innerHeight: 96,
      x: { domain: [0, end], ticks: timeTicks(end, 4), tickFormat: 'd' },
      xLabel: 'time t',
      y: { domain: [0, 1], ticks: 2, label: null },
      marginTop: 8,
      marks,
    }),
  }
}

type SurvivalCurve = ConvergenceComparison['survival']['a']

interface Corner {
  readonly x: number
  readonly y: number
  readonly lower: number
  readonly upper: number
}

function survivalMarks(
  curve: SurvivalCurve,
  horizon: number,
  { stroke, dashes }: SeriesStyle,
): readonly Markish[] {
  const corners = cornersOf(curve, horizon)
  return [
    areaY(corners, { x: 'x', y1: 'lower', y2: 'upper', fill: stroke, fillOpacity: 0.13 }),
    line(corners, {
      x: 'x',
      y: 'y',
      stroke,
      strokeWidth: 1.8,
      strokeLinejoin: 'miter',
      ...(dashes !== 'none' && { strokeDasharray: dashes }),
    }),
  ]
}

/** The corners of the steps from t = 0 to the horizon; a curve that has come to 0 stays there. */
function cornersOf({ steps }: SurvivalCurve, horizon: number): readonly Corner[] {
  const corners: Corner[] = []
  let level = { y: 1, lower: 1, upper: 1 }
  let from = 0
  for (const { time, survival, interval } of steps) {
    corners.push({ x: from, ...level }, { x: time, ...level })
    level = { y: survival, lower: interval?.[0] ?? survival, upper: interval?.[1] ?? survival }
    from = time
  }
  return [...corners, { x: from, ...level }, { x: horizon, ...level }]
}
