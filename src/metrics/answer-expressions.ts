import { agnes } from 'ml-hclust'
import type { Silos } from '../core/silos.ts'
import { dotProduct } from '../core/vectors.ts'
import { adjustedRandIndex } from '../statistics/adjusted-rand-index.ts'

/**
 * Cosine distance at which answers belong to different clusters unless another is asked for. On the released
 * LLaMA-2 answers under all-MiniLM-L6-v2 it gives back the flowers nearly everywhere; longer or freer answers, and
 * other embedders, want another.
 */
export const usualCut = 0.1

/** What the answers of one time look like to the embedder, beside the flowers that were read from them. */
export interface AnswerExpressions {
  /** Mean cosine distance of two agents' answers: 0 where all say the same, at most 2; null for fewer than two. */
  readonly dispersion: number | null
  /** Clusters of the answers. */
  readonly clusters: number
  /** The adjusted Rand index of clusters and silos, over agents that have both; null for fewer than two. */
  readonly agreement: number | null
}

/**
 * Measures answers by their vectors alone: a check on how flowers are read. Clusters are agglomerated by average
 * linkage (Sokal and Michener 1958) of the cosine distances, up to a fixed distance.
 *
 * @param vectors one of each agent, null for an agent that said nothing
 * @param silos what was read from the answers
 * @param cut the cosine distance, above 0 and below 2, from which on clusters stay apart
 */
export function answerExpressions(
  vectors: readonly (ArrayLike<number> | null)[],
  silos: Silos,
  cut: number = usualCut,
): AnswerExpressions {
  const speakers = [...vectors.keys()].filter((agent) => vectors[agent] !== null)
  const known = vectors.filter((vector) => vector !== null)
  const distances = known.map((one) => known.map((other) => (one === other ? 0 : cosineDistance(one, other))))
  if (known.length < 2) return { dispersion: null, clusters: known.length, agreement: null }
  const clusters = agnes(distances, { method: 'average', isDistanceMatrix: true }).cut(cut)
  const labels: (number | null)[] = vectors.map(() => null)
  for (const [label, cluster] of clusters.entries())
    for (const index of cluster.indices()) labels[speakers[index]] = label
  const pairs = known.length * (known.length - 1)
  return {
    dispersion: distances.flat().reduce((sum, distance) => sum + distance, 0) / pairs,
    clusters: clusters.length,
    agreement: adjustedRandIndex(labels, silos)?.index ?? null,
  }
}

/** 1 - cos, from 0 to 2; a zero vector is at 1 from all others. */
function cosineDistance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const lengths = Math.sqrt(dotProduct(a, a) * dotProduct(b, b))
  return lengths === 0 ? 1 : Math.max(0, 1 - dotProduct(a, b) / lengths)
}
