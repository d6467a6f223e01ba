import { gridY, type Markish } from '@observablehq/plot'
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
  sidesLegend,
} from './subject.ts'

/** Mean curves of effective silos, with the second system on the first one's clock. */
export const oneClock: ComparisonFigure = {
  id: 'one-clock',
  title: 'Effective silos on one clock',
  applies: ({ cells }) => cells.some(({ rescaled }) => rescaled !== null),
  caption: (comparison) => {
    const { a, b } = sideNames(comparison)
    return `Means with bands that hold at all times at once. At time t of the ${a} stands what the ${b} does at c · t, with the factor c that brings the two curves of the cell closest together, up to the last time that both reach.`
  },
  legend: sidesLegend,
  draw: (comparison, tools) => {
    const top = Math.max(
      1,
      ...comparison.cells.flatMap(({ rescaled }) => {
        if (rescaled === null) return []
        const { a, b } = rescaled.metrics.trajectory.effectiveSilos
        return [a, b].flatMap(bandPoints).map(({ y, upper }) => upper ?? y)
      }),
    )
    return comparison.cells.flatMap((cell) => drawCell(comparison, cell, top, tools) ?? [])
  },
  columns: columnsOf,
  table: (comparison) => ({
    columns: ['mirror', 'neighbors', 'factor', 'ensemble', 't', 'effective_silos', 'lower', 'upper'],
    rows: comparison.cells.flatMap(({ mirror, neighbors, rescaled }) =>
      (['a', 'b'] as const).flatMap((side) =>
        rescaled === null
          ? []
          : bandPoints(rescaled.metrics.trajectory.effectiveSilos[side]).map(({ x, y, lower, upper }) => [
              mirror,
              neighbors,
              rescaled.factor,
              sideNames(comparison)[side],
              x,
              y,
              lower,
              upper,
            ]),
      ),
    ),
  }),
}

function drawCell(
  comparison: Comparison,
  { rescaled, ...cell }: CellComparison,
  top: number,
  tools: DrawingTools,
): Panel | null {
  if (rescaled === null) return null
  const { effectiveSilos, energyDistance, verdict } = rescaled.metrics.trajectory
  const named = panelOfCell({ rescaled, ...cell })
  const marks: Markish[] = [
    gridY({ stroke: 'currentColor', strokeOpacity: 0.1, ticks: 4 }),
    ...curveMarks(effectiveSilos.a, sides.a, 0),
    ...curveMarks(effectiveSilos.b, sides.b, 0),
  ]
  const end = Math.max(1, rescaled.horizon)
  return {
    ...named,
    heading: `${named.heading}: c = ${decimal(rescaled.factor, 1)}`,
    description: `Factor ${decimal(rescaled.factor, 2)}, up to t = ${rescaled.horizon}; energy distance ${decimal(energyDistance, 2)}. Verdict: ${verdict}.`,
    ...drawPanel(tools, {
      frame: frameOf(comparison),
      innerHeight: 110,
      x: { domain: [0, end], ticks: timeTicks(end, 4), tickFormat: 'd' },
      xLabel: `time t, ${sideNames(comparison).a}`,
      y: { domain: [0, top], ticks: 4, label: null },
      marginTop: 8,
      marks,
    }),
  }
}
