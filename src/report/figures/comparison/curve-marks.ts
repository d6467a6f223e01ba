import { areaY, line, type Markish } from '@observablehq/plot'
import type { Curve } from '../../../compare/comparison.ts'
import type { SeriesStyle } from '../../theme.ts'
import { bandPoints } from './subject.ts'

/**
 * A curve of means and the band that holds at all times at once.
 *
 * @param least value below which the quantity cannot be, nor its band be drawn
 */
export function curveMarks(
  curve: Curve,
  { stroke, dashes }: SeriesStyle,
  least = Number.NEGATIVE_INFINITY,
): readonly Markish[] {
  const points = bandPoints(curve)
  const banded = points.flatMap(({ x, lower, upper }) =>
    lower === null || upper === null
      ? []
      : [{ x, lower: Math.max(least, lower), upper: Math.max(least, upper) }],
  )
  return [
    areaY(banded, { x: 'x', y1: 'lower', y2: 'upper', fill: stroke, fillOpacity: 0.16 }),
    line(points, {
      x: 'x',
      y: 'y',
      stroke,
      strokeWidth: 1.8,
      ...(dashes !== 'none' && { strokeDasharray: dashes }),
    }),
  ]
}
