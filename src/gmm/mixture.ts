import type { Stream } from '../core/random.ts'
import type { Components } from './layout.ts'

/** The starting weights of an agent: 1 - ε at its own component and ε/n elsewhere (Algorithm 1). */
export function startingWeights(
  agent: number,
  agents: number,
  components: number,
  floor: number,
): Float64Array {
  const weights = new Float64Array(components).fill(floor / agents)
  weights[agent % components] = 1 - floor
  return weights
}

/** A draw from a mixture: two steps (component, point) and three uniforms. */
export function drawFrom(weights: Float64Array, components: Components, stream: Stream): number {
  const component = drawComponent(weights, stream.uniform())
  return components.means[component] + components.sigma * stream.normal()
}

/** The component that a uniform falls on; the last one with weight where rounding leaves it beyond the sum. */
export function drawComponent(weights: Float64Array, uniform: number): number {
  let below = 0
  let last = 0
  for (let a = 0; a < weights.length; a++) {
    if (weights[a] > 0) last = a
    below += weights[a]
    if (uniform < below) return a
  }
  return last
}
