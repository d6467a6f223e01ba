import { type Markish, type PlotOptions, text } from '@observablehq/plot'
import type { Ensemble } from '../cell.ts'
import type { CurveSummary } from '../curves.ts'
import { seriesStyle } from '../theme.ts'
import { fontSize, shortLabel } from './panel.ts'

/** Where the labels stand. */
interface Place {
  readonly end: number
  readonly innerHeight: number
  readonly y: NonNullable<PlotOptions['y']>
}

/** The names of the two curves beside their ends, kept apart; more than two are explained by the caption. */
export function endLabels(
  curves: readonly { readonly ensemble: Ensemble; readonly summary: CurveSummary }[],
  own: Ensemble,
  { end, innerHeight, y }: Place,
): Markish[] {
  if (curves.length !== 2) return []
  const [low = 0, high = 1] = (y.domain ?? []) as readonly number[]
  const least = ((fontSize + 1) / innerHeight) * (high - low)
  const ends = curves.map(({ summary }) => summary.mean.at(-1) ?? low)
  const push = Math.max(0, least - Math.abs(ends[0] - ends[1])) / 2
  const upper = ends[0] > ends[1] || (ends[0] === ends[1] && curves[0].ensemble === own) ? 0 : 1
  const heights = ends.map((value, i) => (i === upper ? value + push : value - push))
  const under = Math.max(0, low - Math.min(...heights))
  const over = Math.max(0, Math.max(...heights) - high)
  return curves.map(({ ensemble: { series, runs }, ensemble }, i) =>
    text([shortLabel(ensemble === own ? (runs.length > 1 ? 'mean' : 'this run') : series.label)], {
      x: end,
      y: heights[i] + under - over,
      dx: 6,
      textAnchor: 'start',
      fontSize: fontSize - 0.5,
      fontWeight: ensemble === own ? 600 : 400,
      fill: seriesStyle(series).stroke,
    }),
  )
}
