import { agnes } from 'ml-hclust'
import type { Mixtures } from './mixtures.ts'

/**
 * Half the distance between two agents that stand at different components: weight vectors closer than
 * this on average belong together.
 */
const threshold = Math.SQRT2 / 2

/**
 * Silos by agglomerative clustering of the weight vectors, with average linkage (Sokal and Michener 1958) up to
 * a fixed distance. A cluster is named after the largest component of its mean weights; where two
 * would have one name, the later one takes its next largest.
 *
 * @returns the silo of each agent: the index of a component
 */
export function clusterSilos(mixtures: Mixtures): number[] {
  const clusters = agglomerate(mixtures)
  const silos = new Array<number>(mixtures.size)
  const taken = new Set<number>()
  for (const members of clusters.sort((a, b) => b.length - a.length || a[0] - b[0])) {
    const means = meanWeights(mixtures, members)
    const names = Array.from(means.keys()).sort((a, b) => means[b] - means[a] || a - b)
    const name = names.find((component) => !taken.has(component)) ?? names[0]
    taken.add(name)
    for (const agent of members) silos[agent] = name
  }
  return silos
}

/** The agents of each cluster, in their order. */
function agglomerate(mixtures: Mixtures): number[][] {
  const agents = Array.from({ length: mixtures.size }, (_, i) => i)
  const distances = agents.map((i) => {
    const squares = new Float64Array(mixtures.size)
    mixtures.squaredDistances(i, squares)
    return Array.from(squares, Math.sqrt)
  })
  const tree = agnes(distances, { method: 'average', isDistanceMatrix: true })
  return tree.cut(threshold).map((cluster) => cluster.indices().sort((a, b) => a - b))
}

function meanWeights(mixtures: Mixtures, members: readonly number[]): Float64Array {
  const [first, ...others] = members.map((agent) => mixtures.weights(agent))
  for (const weights of others) for (const [a, weight] of weights.entries()) first[a] += weight
  return first
}
