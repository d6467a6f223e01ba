import { areaY, line, type Markish } from '@observablehq/plot'
import type { Curve } from '../../../compare/comparison.ts'
import type { SeriesStyle } from '../../theme.ts'
import { bandPoints } from './subject.ts'

/** A curve of means and the band that holds at all times at once. */
export function curveMarks(curve: Curve, { stroke, dashes }: SeriesStyle): readonly Markish[] {
  const points = bandPoints(curve)
  const banded = points.filter(({ lower, upper }) => lower !== null && upper !== null)
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
