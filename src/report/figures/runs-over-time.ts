import { gridY, line, type Markish, type PlotOptions } from '@observablehq/plot'
import type { Cell, CellRun, Ensemble } from '../cell.ts'
import { type Corner, type CurveSummary, cut, stepCorners, summarizeCurves } from '../curves.ts'
import { counted, decimal } from '../format.ts'
import { type SeriesStyle, seriesStyle } from '../theme.ts'
import { endLabels } from './end-labels.ts'
import type { DrawingTools, FigureTable, Panel } from './figure.ts'
import { drawOverTime } from './panel.ts'
import { timeAxis } from './time-axis.ts'

const innerHeight = 150

/** A quantity of a run over time, drawn for every run and as the mean of the replicates. */
export interface Quantity {
  readonly name: string
  /** The first time at which it exists. */
  readonly from: number
  readonly of: (run: CellRun) => readonly number[]
  readonly y: (cell: Cell) => NonNullable<PlotOptions['y']>
  /** Decimals that are worth saying. */
  readonly digits: number
}

/** How panels of single runs, means and the means of the other systems are read. */
export function curvesCaption({ ensembles }: Cell): string {
  const several = ensembles.some(({ runs }) => runs.length > 1)
  const own = several
    ? 'Thin: the single runs, one darker: the replicate that is shown above; thick: their mean, up to the last time that all reach.'
    : ''
  if (ensembles.length === 1) return own
  const other = several ? 'mean' : 'run'
  const dashed =
    ensembles.length === 2 ? `the ${other} of the other system` : `the ${other}s of the other systems`
  return `${own} Dashed: ${dashed}, for comparison.`.trim()
}

/** One panel for each ensemble, with the means of the others dashed. */
export function drawQuantity(cell: Cell, quantity: Quantity, tools: DrawingTools): readonly Panel[] {
  const curves = cell.ensembles.map((ensemble) => ({
    ensemble,
    summary: summarizeCurves(ensemble.runs.map(quantity.of)),
  }))
  return curves.map(({ ensemble, summary }) => {
    const { series, runs, shown, pace } = ensemble
    const others = curves.filter((other) => other.ensemble !== ensemble)
    const axis = timeAxis(cell, ensemble)
    const y = quantity.y(cell)
    const { stroke } = seriesStyle(series)
    const marks: Markish[] = [
      gridY({ stroke: 'currentColor', strokeOpacity: 0.1 }),
      ...(runs.length === 1 ? [] : runs.map((run) => single(quantity, run, run === shown, stroke))),
      ...others.map((other) =>
        dashed(
          cut(stepCorners(other.summary.mean, quantity.from, pace / other.ensemble.pace), axis.end),
          seriesStyle(other.ensemble.series),
        ),
      ),
      line(stepCorners(summary.mean, quantity.from), {
        x: 'x',
        y: 'y',
        stroke,
        strokeWidth: 2.2,
        strokeLinejoin: 'miter',
      }),
      ...endLabels(curves, ensemble, { end: axis.end, innerHeight, y }),
    ]
    return {
      key: series.key,
      heading: series.label,
      description: describe(quantity, summary),
      ...drawOverTime(tools, axis, { innerHeight, y: { label: quantity.name, ...y }, marginTop: 24, marks }),
    }
  })
}

/** The data of such a figure: every run at every time. */
export function quantityTable({ ensembles }: Cell, { name, from, of }: Quantity): FigureTable {
  const rowsOf = ({ series, runs }: Ensemble) =>
    runs.flatMap((run) =>
      of(run).map((value, t) => [series.label, run.metrics.replicate, from + t, value] as const),
    )
  return { columns: ['system', 'replicate', 't', name], rows: ensembles.flatMap(rowsOf) }
}

function single({ of, from }: Quantity, run: CellRun, isShown: boolean, stroke: string): Markish {
  return line(stepCorners(of(run), from), {
    x: 'x',
    y: 'y',
    stroke,
    strokeWidth: isShown ? 1.1 : 0.8,
    strokeOpacity: isShown ? 0.85 : 0.25,
  })
}

function dashed(corners: readonly Corner[], { stroke, dashes }: SeriesStyle): Markish {
  return line(corners, {
    x: 'x',
    y: 'y',
    stroke,
    strokeWidth: 1.3,
    strokeDasharray: dashes === 'none' ? '3 3' : dashes,
  })
}

function describe({ name, digits, from }: Quantity, { mean, runs }: CurveSummary): string {
  if (mean.length === 0) return `${name}: no time yet.`
  const value = (t: number) => decimal(mean[t], runs > 1 ? Math.max(1, digits) : digits)
  const last = mean.length - 1
  const what = runs > 1 ? `mean of ${counted(runs, 'run')}` : 'one run'
  return `${name}, ${what}: ${value(0)} at t = ${from}, ${value(last)} at t = ${from + last}.`
}
