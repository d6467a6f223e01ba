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
 * @param points r
 * @returns a function that updates an agent's weights for r rows, each with its importance (1 in all), and
 *   leaves the result in a list that the next call reuses
 */
export function weightUpdate(
  count: number,
  floor: number,
  points: number,
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
  /** Weights before the update, and shares at one point, of the agent's actives. */
  const priors = new Float64Array(count)
  const shares = new Float64Array(count)
  /** Importance over total density of each point; zero for one that contributes nothing. */
  const scales = new Float64Array(points)
  const candidates = new Int32Array(count)
  /** Marks actives and candidates, so that each is looked at once. */
  const isLooked = new Uint8Array(count)

  const inside = (weight: number) => (weight < floor ? floor : weight > ceiling ? ceiling : weight)

  /**
   * Sums the masses of the actives, and collects the candidates.
   *
   * @param rest weight of each component at the base
   * @returns how many candidates there are
   */
  const sumActives = (rows: Int32Array, importance: Float64Array, rest: number, known: number): number => {
    const candidacy = almostOne * (floor / rest)
    let found = 0
    for (let m = 0; m < known; m++) weights[m] = 0
    for (let h = 0; h < points; h++) {
      const row = rows[h]
      const from = first[row]
      const size = length[row]
      const start = row * width
      const top = best[row]
      let total = 0
      let covered = 0
      let restLargest = largest[row]
      for (let m = 0; m < known; m++) {
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
      const scale = total === 0 ? 0 : importance[h] / total
      scales[h] = scale
      for (let m = 0; m < known; m++) weights[m] += shares[m] * scale
      const bound = candidacy * total
      if (restLargest <= bound || total === 0) continue
      for (let place = 0; place < size; place++) {
        if (values[start + place] <= bound || isLooked[from + place] === 1) continue
        isLooked[from + place] = 1
        candidates[found++] = from + place
      }
    }
    return found
  }

  /** The mass of a component that was at the base. */
  const massOf = (a: number, rows: Int32Array, rest: number): number => {
    let mass = 0
    for (let h = 0; h < points; h++) {
      const place = a - first[rows[h]]
      if (place >= 0 && place < length[rows[h]]) mass += rest * values[rows[h] * width + place] * scales[h]
    }
    return mass
  }

  return (agent, rows, importance) => {
    const start = agent * count
    const rest = inside(base[agent])
    const known = actives[agent]
    for (let m = 0; m < known; m++) {
      components[m] = active[start + m]
      priors[m] = inside(activeWeights[start + m])
      isLooked[components[m]] = 1
    }
    const found = sumActives(rows, importance, rest, known)
    for (let m = 0; m < known; m++) isLooked[components[m]] = 0
    let looked = known
    for (let c = 0; c < found; c++) {
      const a = candidates[c]
      isLooked[a] = 0
      const mass = massOf(a, rows, rest)
      if (!(mass > floor)) continue
      // Insertion keeps the components in order.
      let place = looked++
      for (; place > 0 && components[place - 1] > a; place--) {
        components[place] = components[place - 1]
        weights[place] = weights[place - 1]
      }
      components[place] = a
      weights[place] = mass
    }
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
