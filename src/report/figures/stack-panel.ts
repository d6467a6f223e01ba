import { text } from '@observablehq/plot'
import type { Cell, Ensemble } from '../cell.ts'
import type { DrawingTools, Panel } from './figure.ts'
import { drawOverTime, fontSize, spreadLabels } from './panel.ts'
import { type Layer, stackAreas } from './stack.ts'
import { timeAxis } from './time-axis.ts'

const innerHeight = 190

/** Stacks over time, and how they are labeled. */
export interface StackPanel {
  /** One a time, from t = 0 on. */
  readonly stacks: readonly (readonly Layer[])[]
  /** The height of the whole stack. */
  readonly whole: number
  readonly yLabel: string
  /** What stands beside a layer at its end. */
  readonly name: (layer: Layer) => string
  /** @param largest the layers of the last time, the largest first */
  readonly describe: (largest: readonly Layer[]) => string
}

/** A panel of stacked areas, the larger layers of the last time named at the right. */
export function drawStackPanel(
  cell: Cell,
  ensemble: Ensemble,
  panel: StackPanel,
  tools: DrawingTools,
): Panel {
  const { stacks, whole, yLabel, name, describe } = panel
  const largest = [...stacks[stacks.length - 1]].sort((a, b) => b.to - b.from - (a.to - a.from))
  const scale = innerHeight / whole
  const labels = spreadLabels(
    largest.filter(({ from, to }) => (to - from) * scale >= fontSize - 1),
    ({ from, to }) => ((from + to) / 2) * scale,
    fontSize,
  )
  const axis = timeAxis(cell, ensemble)
  const names = text(labels, {
    x: axis.end,
    y: ({ from, to }: Layer) => (from + to) / 2,
    dx: 6,
    text: name,
    textAnchor: 'start',
    fontSize: fontSize - 0.5,
  })
  return {
    key: ensemble.series.key,
    heading: ensemble.series.label,
    description: describe(largest),
    ...drawOverTime(tools, axis, {
      innerHeight,
      y: { domain: [whole, 0], label: yLabel, ticks: 5 },
      marginTop: 24,
      marks: [stackAreas(stacks, tools.colors), names],
    }),
  }
}
