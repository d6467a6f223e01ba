import { uniformInteger } from './random.ts'

/** How equal distances are broken: by chance from the seed, or in favour of the lowest index. */
export type Ties = 'random' | 'index'

/** The two uniforms that one choice of a neighbor costs, whatever the distances are. */
export interface NeighborDraw {
  /** Which of the k nearest. */
  readonly rank: number
  /** Which of those that tie at the k-th distance. */
  readonly tie: number
}

/**
 * One of the k agents nearest to agent `self`, uniformly, `self` excluded.
 *
 * With random ties the neighborhood is everyone strictly nearer than the k-th distance and a uniform
 * subset of those at it. A uniform member of such a neighborhood is a uniform one of the strictly
 * nearer with probability (their number) / k and a uniform one of the tied otherwise, so two uniforms
 * suffice. Where the ties leave no choice (always so at k = n - 1) distances play no part.
 *
 * Distances that differ by rounding alone are ties: they are compared in steps of 2^-36.
 *
 * @param distances squared distance from `self` to each of the n agents
 * @param k neighbors, 1 … n - 1
 */
export function chooseNeighbor(
  self: number,
  distances: ArrayLike<number>,
  k: number,
  ties: Ties,
  draw: NeighborDraw,
): number {
  const size = distances.length
  if (k >= size - 1) return otherThan(self, uniformInteger(draw.rank, size - 1))

  const steps = inSteps(self, distances)
  const limit = kthSmallest(steps, k)
  let nearer = 0
  let tied = 0
  for (let j = 0; j < size; j++) {
    if (steps[j] < limit) nearer++
    else if (steps[j] === limit) tied++
  }

  const rank = uniformInteger(draw.rank, k)
  const byIndex = ties === 'index' || nearer + tied === k
  if (byIndex || rank < nearer) {
    // The rank-th member of the neighborhood in the order of the agents.
    let tiesLeft = byIndex ? k - nearer : 0
    let seen = 0
    for (let j = 0; j < size; j++) {
      if (steps[j] > limit) continue
      const member = steps[j] < limit || tiesLeft-- > 0
      if (member && seen++ === rank) return j
    }
  }
  let skip = uniformInteger(draw.tie, tied)
  for (let j = 0; j < size; j++) {
    if (steps[j] === limit && skip-- === 0) return j
  }
  throw new RangeError(`no neighbor among ${size} agents: distances must be numbers`)
}

/** The index-th of the agents that are not `self`. */
export function otherThan(self: number, index: number): number {
  return index < self ? index : index + 1
}

/**
 * Squared distances as whole numbers of steps of 2^-36, the agent itself beyond all others. Distances that are
 * equal in theory (agents that hold the same weights at other components, say) come out of sums that
 * differ in their last digits; the order of summation must not decide who is near.
 */
function inSteps(self: number, distances: ArrayLike<number>): Float64Array {
  const steps = new Float64Array(distances.length)
  for (let j = 0; j < steps.length; j++) steps[j] = Math.round(distances[j] * 2 ** 36)
  steps[self] = Number.POSITIVE_INFINITY
  return steps
}

/** The k-th smallest, by insertion into a sorted buffer of k where k is small. */
function kthSmallest(values: Float64Array, k: number): number {
  if (k > 64) return values.toSorted()[k - 1]
  const smallest = new Float64Array(k).fill(Number.POSITIVE_INFINITY)
  let largest = Number.POSITIVE_INFINITY
  for (let j = 0; j < values.length; j++) {
    const value = values[j]
    if (!(value < largest)) continue
    let at = k - 1
    for (; at > 0 && smallest[at - 1] > value; at--) smallest[at] = smallest[at - 1]
    smallest[at] = value
    largest = smallest[k - 1]
  }
  return largest
}
