import { gridY, line, type Markish } from '@observablehq/plot'
import type { CellComparison, Comparison } from '../../../compare/comparison.ts'
import { counted, decimal } from '../../format.ts'
import type { DrawingTools, Panel } from '../figure.ts'
import { drawPanel } from '../panel.ts'
import { timeTicks } from '../time-axis.ts'
import { curveMarks } from './curve-marks.ts'
import { type ComparisonFigure, columnsOf, frameOf, panelOfCell, sides } from './subject.ts'

/** Whether the same agents are together in both systems. */
export const alignment: ComparisonFigure = {
  id: 'alignment',
  title: 'The same agents together',
  applies: ({ cells }) => cells.some((cell) => cell.alignment !== null),
  caption: () =>
    'Adjusted Rand index of the silos of two runs on one schedule, mean over pairs with its band: 1 for the same partition, 0 for what unrelated ones reach. Thin: between runs that share no schedule. Where both are one silo the index says nothing, and there is no line.',
  legend: () => [
    { label: 'one schedule', stroke: sides.b.stroke, dashes: 'none' },
    { label: 'different schedules', stroke: 'var(--muted)', dashes: '3 3' },
  ],
  draw: (comparison, tools) => comparison.cells.flatMap((cell) => drawCell(comparison, cell, tools) ?? []),
  columns: columnsOf,
  table: ({ cells }) => ({
    columns: [
      'mirror',
      'neighbors',
      't',
      'adjusted_rand_index',
      'unpaired',
      'variation_of_information',
      'matched',
      'trivial',
    ],
    rows: cells.flatMap(({ mirror, neighbors, alignment: aligned }) =>
      aligned === null
        ? []
        : aligned.raw.trivial.map((trivial, t) => [
            mirror,
            neighbors,
            t,
            aligned.raw.adjustedRandIndex.estimate[t],
            aligned.raw.unpairedRandIndex[t],
            aligned.raw.variationOfInformation.estimate[t],
            aligned.raw.matched.estimate[t],
            trivial,
          ]),
    ),
  }),
}

function drawCell(comparison: Comparison, cell: CellComparison, tools: DrawingTools): Panel | null {
  if (cell.alignment === null) return null
  const { pairs, raw, matching, sharedStart } = cell.alignment
  const end = Math.max(1, raw.trivial.length - 1)
  const unpaired = raw.unpairedRandIndex.flatMap((y, x) => (y === null ? [] : [{ x, y }]))
  const marks: Markish[] = [
    gridY({ stroke: 'currentColor', strokeOpacity: 0.1, ticks: 4 }),
    line(unpaired, { x: 'x', y: 'y', stroke: 'var(--muted)', strokeWidth: 1.2, strokeDasharray: '3 3' }),
    ...curveMarks(raw.adjustedRandIndex, { stroke: sides.b.stroke, dashes: 'none' }),
  ]
  const matched = raw.matched.estimate.at(-1) ?? null
  return {
    ...panelOfCell(cell),
    description: `${counted(pairs, 'pair')}; ${decimal(100 * sharedStart, 0)} % of the agents start in silos of one number; at the end ${matched === null ? 'no' : `${decimal(100 * matched, 0)} % of the`} agents are in silos matched by ${matching}.`,
    ...drawPanel(tools, {
      frame: frameOf(comparison),
      innerHeight: 110,
      x: { domain: [0, end], ticks: timeTicks(end, 4), tickFormat: 'd' },
      xLabel: 'time t',
      y: { domain: [-0.2, 1], ticks: 4, label: null, clamp: true },
      marginTop: 8,
      marks,
    }),
  }
}
