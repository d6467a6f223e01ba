import { areaY, dot, gridY, line, type Markish } from '@observablehq/plot'
import type { LegendItem } from '../report/figures/figure.ts'
import type { Frame } from '../report/figures/panel.ts'
import { bandWidth, type MeanAndError } from './values.ts'

/** A panel that is one of two or three in a row. */
export const chartFrame: Frame = { width: 400, left: 42, right: 14, bottom: 38 }

/** Height of the part between the axes. */
export const chartHeight = 230

/** The colors of what is ours and of what was published, which is never told by color alone. */
export const ours = 'var(--series-2)'
export const theirs = 'var(--series-1)'

/** Lines where the axis has its ticks. */
export const grid = (ticks = 5) => gridY({ stroke: 'currentColor', strokeOpacity: 0.1, ticks })

/** A mean over runs at one place of the horizontal axis. */
export interface CurvePoint extends MeanAndError {
  readonly x: number
}

/** Means as a line with a band of five standard errors, as in the paper. */
export function meanMarks(points: readonly CurvePoint[], lowest = 0): readonly Markish[] {
  const half = ({ standardError }: CurvePoint) => bandWidth * (standardError ?? 0)
  return [
    areaY(points, {
      x: 'x',
      y1: (point: CurvePoint) => Math.max(lowest, point.mean - half(point)),
      y2: (point: CurvePoint) => point.mean + half(point),
      fill: ours,
      fillOpacity: 0.2,
    }),
    line(points, { x: 'x', y: 'mean', stroke: ours, strokeWidth: 2 }),
    dot(points, { x: 'x', y: 'mean', r: 2.4, fill: ours }),
  ]
}

/** A published value at one place of the horizontal axis. */
export interface PublishedPoint {
  readonly x: number
  readonly y: number
}

/** Published values as hollow diamonds. */
export function publishedMarks(points: readonly PublishedPoint[]): Markish {
  return dot(points, {
    x: 'x',
    y: 'y',
    r: 4.6,
    symbol: 'diamond',
    fill: 'none',
    stroke: theirs,
    strokeWidth: 1.8,
  })
}

export const oursLegend = (label: string): LegendItem => ({ label, stroke: ours, dashes: 'none' })
export const bandLegend: LegendItem = {
  label: `± ${bandWidth} standard errors`,
  stroke: ours,
  dashes: 'none',
  symbol: 'area',
}
export const publishedLegend = (label = 'published'): LegendItem => ({
  label,
  stroke: theirs,
  dashes: 'none',
  symbol: 'diamond',
})
