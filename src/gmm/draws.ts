import type { Stream } from '../core/random.ts'
import type { Components } from './components.ts'

/**
 * The component that a uniform falls on, in the order of the components, where most weights are one and
 * the same number.
 *
 * @param count K
 * @param list components with a weight of their own, ascending, `length` of them from `offset` on
 * @param values weights by component, from `valueOffset` on
 * @param rest weight of each component that is not in the list
 * @returns the last component where rounding leaves the uniform beyond the sum of the weights
 */
export function drawComponent(
  uniform: number,
  count: number,
  list: Int32Array,
  offset: number,
  length: number,
  values: Float64Array,
  valueOffset: number,
  rest: number,
): number {
  let below = 0
  let next = 0
  for (let m = 0; m <= length; m++) {
    const listed = m < length ? list[offset + m] : count
    const gap = (listed - next) * rest
    if (uniform < below + gap) return Math.min(next + Math.floor((uniform - below) / rest), listed - 1)
    below += gap
    if (listed === count) break
    below += values[valueOffset + listed]
    if (uniform < below) return listed
    next = listed + 1
  }
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
