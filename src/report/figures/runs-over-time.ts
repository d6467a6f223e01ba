import { gridY, line, type Markish, type PlotOptions, text } from '@observablehq/plot'
import type { Cell, Ensemble } from '../cells.ts'
import { type MeanCurve, meanCurve } from '../curves.ts'
import { counted, decimal } from '../format.ts'
import type { Panel } from './figure.ts'
import { drawPanel, fontSize, panelWidth, shortLabel } from './panel.ts'

const innerHeight = 150

/** A quantity of a run over time, drawn for every run and as the mean of the replicates. */
export interface Quantity {
  readonly name: string
  /** The first time at which it exists. */
  readonly from: number
  readonly of: (run: Ensemble['runs'][number]) => readonly number[]
  readonly y: NonNullable<PlotOptions['y']>
  /** Decimals that are worth saying. */
  readonly digits: number
}

/** How panels of single runs, means and the means of the other systems are read. */
export function curvesCaption({ ensembles }: Cell): string {
  const several = ensembles.some(({ runs }) => runs.length > 1)
  const own = several ? 'Thin: the single runs; thick: their mean, up to the last time that all reach.' : ''
  if (ensembles.length === 1) return own
  const other = several ? 'mean' : 'run'
  const dashed =
    ensembles.length === 2 ? `the ${other} of the other system` : `the ${other}s of the other systems`
  return `${own} Dashed: ${dashed}, for comparison.`.trim()
}

/** One panel for each ensemble, with the means of the others dashed. */
export function drawQuantity(cell: Cell, quantity: Quantity): readonly Panel[] {
  const means = cell.ensembles.map(({ runs }) => meanCurve(runs.map(quantity.of)))
  return cell.ensembles.map((ensemble, own) => {
    const others = means.flatMap((curve, i) => (i === own ? [] : [curve]))
    const single = ensemble.runs.length === 1
    const marks: Markish[] = [
      gridY({ stroke: 'currentColor', strokeOpacity: 0.1 }),
      ...(single ? [] : ensemble.runs.map((run) => thin(quantity.of(run), quantity.from))),
      ...others.map((curve) => dashed(curve, quantity.from)),
      line(steps(means[own].values, quantity.from), {
        x: 'x',
        y: 'y',
        strokeWidth: 2,
        strokeLinejoin: 'miter',
      }),
      ...endLabels(cell, means, own, quantity),
    ]
    return {
      ensemble,
      width: panelWidth,
      description: describe(quantity, means[own]),
      ...drawPanel({
        innerHeight,
        steps: cell.steps,
        y: { label: quantity.name, ...quantity.y },
        marginTop: 24,
        marks,
      }),
    }
  })
}

function thin(values: readonly number[], from: number): Markish {
  return line(steps(values, from), { x: 'x', y: 'y', strokeWidth: 0.8, strokeOpacity: 0.28 })
}

function dashed({ values }: MeanCurve, from: number): Markish {
  return line(steps(values, from), {
    x: 'x',
    y: 'y',
    stroke: 'var(--muted)',
    strokeWidth: 1.2,
    strokeDasharray: '3 3',
  })
}

/** The corners of a step-after line: a value holds until the next time. */
function steps(values: readonly number[], from: number): readonly { x: number; y: number }[] {
  return values.flatMap((y, t) => {
    const starts = t === 0 || values[t - 1] !== y
    const ends = t === values.length - 1 || values[t + 1] !== y
    return [...(starts ? [{ x: from + t, y }] : []), ...(ends ? [{ x: from + t + 1, y }] : [])]
  })
}

/** The names of the two curves beside their ends, kept apart; more than two are explained by the caption. */
function endLabels(
  { ensembles, steps: last }: Cell,
  means: readonly MeanCurve[],
  own: number,
  quantity: Quantity,
) {
  if (ensembles.length !== 2) return []
  const [low = 0, high = 1] = (quantity.y.domain ?? []) as readonly number[]
  const least = ((fontSize + 1) / innerHeight) * (high - low)
  const ends = means.map(({ values }) => values.at(-1) ?? low)
  const [mine, other] = [ends[own], ends[1 - own]]
  const push = Math.max(0, least - Math.abs(mine - other)) / 2
  const upper = mine >= other ? own : 1 - own
  const heights = ends.map((end, i) => (i === upper ? end + push : end - push))
  const under = Math.max(0, low - Math.min(...heights))
  const over = Math.max(0, Math.max(...heights) - high)
  return ensembles.map(({ series, runs }, i) =>
    text([shortLabel(i === own ? (runs.length > 1 ? 'mean' : 'this run') : series.label)], {
      x: last + 1,
      y: heights[i] + under - over,
      dx: 6,
      textAnchor: 'start',
      fontSize: fontSize - 0.5,
      fontWeight: i === own ? 600 : 400,
      fill: i === own ? 'currentColor' : 'var(--muted)',
    }),
  )
}

function describe({ name, digits, from }: Quantity, { values, runs }: MeanCurve): string {
  if (values.length === 0) return `${name}: no time yet.`
  const value = (t: number) => decimal(values[t], runs > 1 ? Math.max(1, digits) : digits)
  const last = values.length - 1
  const what = runs > 1 ? `mean of ${counted(runs, 'run')}` : 'one run'
  return `${name}, ${what}: ${value(0)} at t = ${from}, ${value(last)} at t = ${from + last}.`
}
