/** How far the mixtures of one time have made up their minds. Never to be compared with a number of embeddings. */
export interface MixtureExpressions {
  /** Mean over agents of the largest component weight: from 1/K to 1. */
  readonly largestWeight: number
  /** Mean over agents of the Shannon entropy of the weights, in nats: from 0 to ln K. */
  readonly weightEntropy: number
}

/** @param weights of each agent, K of them that sum to 1 */
export function mixtureExpressions(weights: readonly ArrayLike<number>[]): MixtureExpressions {
  let largest = 0
  let entropy = 0
  for (const own of weights) {
    let most = 0
    for (let component = 0; component < own.length; component++) {
      const weight = own[component]
      most = Math.max(most, weight)
      if (weight > 0) entropy -= weight * Math.log(weight)
    }
    largest += most
  }
  return { largestWeight: largest / weights.length, weightEntropy: entropy / weights.length }
}
