import type { Stream } from '../core/random.ts'
import { euclideanDistances } from '../statistics/distance-matrix.ts'
import { energyDistance, squaredEnergy } from '../statistics/energy-distance.ts'
import { type Series, vectorsOf } from './mean-curve.ts'
import { noiseFloor } from './noise-floor.ts'

/** How far halves of an ensemble lie apart as distributions of curves. */
export function energyNoise(curves: readonly Series[], stream: Stream): number | null {
  const { all, times } = vectorsOf({ all: curves })
  if (times === 0) return null
  const distances = euclideanDistances(all)
  return noiseFloor(
    curves.length,
    (labels, sizeOfFirst) => Math.sqrt(squaredEnergy(distances, labels, sizeOfFirst)),
    stream,
  )
}

/** The energy distance over the times at which all curves have a value; null where there is no such time. */
export function energyBetween(first: readonly Series[], second: readonly Series[]): number | null {
  const vectors = vectorsOf({ first, second })
  return vectors.times === 0 ? null : energyDistance(vectors.first, vectors.second)
}
