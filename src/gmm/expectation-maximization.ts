import type { Components } from './layout.ts'
import { density } from './layout.ts'

/**
 * One EM step for the weights alone (Wang et al. 2025, Algorithm 1): the new weight of a component is its
 * mean responsibility over the points. Weights are kept inside [floor, 1 - floor] before and after.
 *
 * @param likelihoods r rows of K densities, one row a point; a row that is zero throughout (its density
 *   underflowed) contributes nothing
 * @param weights K weights
 * @param floor ε
 * @param into receives the K new weights; may be `weights` itself
 */
export function updateWeights(
  likelihoods: readonly Float64Array[],
  weights: Float64Array,
  floor: number,
  into: Float64Array,
): void {
  const prior = clipped(weights, floor)
  into.fill(0)
  for (const row of likelihoods) {
    let total = 0
    for (let a = 0; a < prior.length; a++) total += prior[a] * row[a]
    if (total === 0) continue
    for (let a = 0; a < prior.length; a++) into[a] += (prior[a] * row[a]) / total / likelihoods.length
  }
  into.set(clipped(into, floor))
}

/** Weights clipped to [floor, 1 - floor] and rescaled to the sum 1. */
export function clipped(weights: Float64Array, floor: number): Float64Array {
  const inside = weights.map((weight) => Math.min(Math.max(weight, floor), 1 - floor))
  const sum = inside.reduce((total, weight) => total + weight, 0)
  return inside.map((weight) => weight / sum)
}

/** The densities of all components at a point: one row for {@link updateWeights}. */
export function likelihoodRow(components: Components, point: number): Float64Array {
  return components.means.map((_, a) => density(components, a, point))
}
