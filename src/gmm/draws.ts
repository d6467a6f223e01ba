import type { Stream } from '../core/random.ts'
import type { Components } from './components.ts'
import type { WeightList } from './sparse-weights.ts'

/**
 * The component that a uniform falls on, in the order of the components.
 *
 * @param count K
 * @returns the last component where rounding leaves the uniform beyond the sum of the weights
 */
export function drawComponent(uniform: number, count: number, list: WeightList): number {
  const { components, weights, offset, length, base } = list
  let below = 0
  let next = 0
  for (let m = offset; m < offset + length; m++) {
    const listed = components[m]
    const gap = (listed - next) * base
    if (uniform < below + gap) return Math.min(next + Math.floor((uniform - below) / base), listed - 1)
    below += gap + weights[m]
    if (uniform < below) return listed
    next = listed + 1
  }
  if (uniform < below + (count - next) * base)
    return Math.min(next + Math.floor((uniform - below) / base), count - 1)
  return count - 1
}

/** A normal draw with the spread of component a around a center: d normals from the stream. */
export function drawAround(
  { dimensions, spread }: Components,
  a: number,
  centers: Float64Array,
  centerOffset: number,
  stream: Stream,
  into: Float64Array,
): void {
  if (spread.kind === 'isotropic') {
    for (let m = 0; m < dimensions; m++) into[m] = centers[centerOffset + m] + spread.sigma * stream.normal()
    return
  }
  drawWithFactor(spread.factors, a, centers, centerOffset, stream, into)
}

/** The same with the Cholesky factor of a covariance: center + L z. */
export function drawWithFactor(
  factors: Float64Array,
  a: number,
  centers: Float64Array,
  centerOffset: number,
  stream: Stream,
  into: Float64Array,
): void {
  const dimensions = into.length
  for (let m = 0; m < dimensions; m++) into[m] = centers[centerOffset + m]
  for (let column = 0; column < dimensions; column++) {
    const z = stream.normal()
    for (let m = column; m < dimensions; m++)
      into[m] += factors[(a * dimensions + m) * dimensions + column] * z
  }
}
