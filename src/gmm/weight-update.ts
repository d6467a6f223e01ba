import type { DensityRows } from './density-rows.ts'
import type { SparseWeights, WeightList } from './sparse-weights.ts'

/** Equality makes no candidate; this leaves room for rounding. */
const almostOne = 1 - 1e-9

/**
 * The EM step of weights alone, on rows of densities (Wang et al. 2025, Algorithm 1): the new weight of a
 * component is its mean responsibility over the points, raised to the floor.
 *
 * A component at the base can rise above the floor only where its density at some point exceeds the total
 * density there. So an update looks at the agent's actives and at such candidates; all others stay at
 * the floor, and count in the totals as one sum.
 *
 * @param count K
 * @param floor ε
 * @returns a function that updates an agent's weights for r rows, each with its importance (1 in all), and
 *   leaves the result in a list that the next call reuses
 */
export function weightUpdate(
  count: number,
  floor: number,
  { width, first, length, values, sum, best, largest, second }: DensityRows,
  { active, activeWeights, actives, base }: SparseWeights,
): (agent: number, rows: Int32Array, importance: Float64Array) => WeightList {
  const ceiling = 1 - floor
  const result: WeightList = {
    components: new Int32Array(count),
    weights: new Float64Array(count),
    offset: 0,
    length: 0,
    base: 0,
  }
  const { components, weights } = result
  /** Weights before the update of the components that are looked at. */
  const priors = new Float64Array(count)
  const shares = new Float64Array(count)

  const inside = (weight: number) => (weight < floor ? floor : weight > ceiling ? ceiling : weight)

  /** Puts a component among those looked at, in their order, unless it is there. */
  const insert = (a: number, prior: number, looked: number): number => {
    let place = looked
    while (place > 0 && components[place - 1] > a) place--
    if (place > 0 && components[place - 1] === a) return looked
    for (let m = looked; m > place; m--) {
      components[m] = components[m - 1]
      priors[m] = priors[m - 1]
    }
    components[place] = a
    priors[place] = prior
    return looked + 1
  }

  /**
   * Sums the masses of the components looked at, and adds the candidates that it meets to them; then the
   * masses are to be summed again.
   *
   * @returns how many components are to be looked at
   */
  const sumMasses = (rows: Int32Array, importance: Float64Array, rest: number, known: number): number => {
    const candidacy = almostOne * (floor / rest)
    let looked = known
    for (let m = 0; m < known; m++) weights[m] = 0
    for (let h = 0; h < rows.length; h++) {
      const row = rows[h]
      const from = first[row]
      const size = length[row]
      const start = row * width
      const top = best[row]
      let total = 0
      let covered = 0
      let restLargest = largest[row]
      for (let m = 0; m < looked; m++) {
        const place = components[m] - from
        const density = place >= 0 && place < size ? values[start + place] : 0
        const share = priors[m] * density
        if (components[m] === top) restLargest = second[row]
        shares[m] = share
        covered += density
        total += share
      }
      if (sum[row] > covered) total += rest * (sum[row] - covered)
      // A point whose density underflows contributes nothing.
      if (total === 0) continue
      const bound = candidacy * total
      if (restLargest > bound) {
        for (let place = 0; place < size; place++) {
          if (values[start + place] > bound) looked = insert(from + place, rest, looked)
        }
      }
      if (looked > known) continue
      const scale = importance[h] / total
      for (let m = 0; m < known; m++) weights[m] += shares[m] * scale
    }
    return looked
  }

  return (agent, rows, importance) => {
    const start = agent * count
    const rest = inside(base[agent])
    const known = actives[agent]
    for (let m = 0; m < known; m++) {
      components[m] = active[start + m]
      priors[m] = inside(activeWeights[start + m])
    }
    let looked = sumMasses(rows, importance, rest, known)
    if (looked > known) looked = sumMasses(rows, importance, rest, looked)
    let kept = 0
    let total = 0
    for (let m = 0; m < looked; m++) {
      const mass = weights[m]
      if (!(mass > floor)) continue
      weights[kept] = mass > ceiling ? ceiling : mass
      total += weights[kept]
      components[kept++] = components[m]
    }
    total += (count - kept) * floor
    for (let m = 0; m < kept; m++) weights[m] /= total
    result.length = kept
    result.base = floor / total
    return result
  }
}
