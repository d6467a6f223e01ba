import { squaredDistance } from '../core/vectors.ts'

/**
 * The squared distance of two agents in the data kernel perspective space: with X the matrix whose m rows are
 * the embeddings of an agent's answers to m questions, the same for all agents, the distance is
 * ‖X − X′‖ / m, Frobenius norm (Acharyya, Trosset, Priebe and Helm 2024, "Consistent estimation of generative
 * model representations in the data kernel perspective space", with one answer a question; followed over time
 * by Helm, Duderstadt, Park and Priebe 2024, "Tracking the perspectives of interacting language models").
 * For one question it is the Euclidean distance of the two answers.
 */
export function squaredPerspectiveDistance(
  a: readonly ArrayLike<number>[],
  b: readonly ArrayLike<number>[],
): number {
  let sum = 0
  for (let q = 0; q < a.length; q++) sum += squaredDistance(a[q], b[q])
  return sum / a.length ** 2
}
