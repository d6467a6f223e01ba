import type { DensityRows } from './density-rows.ts'
import type { SparseWeights, WeightList } from './sparse-weights.ts'

/**
 * The EM step of weights alone, on rows of densities (Wang et al. 2025, Algorithm 1): the new weight of a
 * component is its mean responsibility over the points, raised to the floor.
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
  { active, activeWeights, actives, base, all }: SparseWeights,
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
  const shares = new Float64Array(count)
  /** Mass by component, zero between updates. */
  const masses = new Float64Array(count)

  const inside = (weight: number) => (weight < floor ? floor : weight > ceiling ? ceiling : weight)

  /**
   * What only looks at the agent's actives. A component at the base can rise above the floor only where
   * its density at some point exceeds the total density there; where the largest density among those
   * of the base is below that at every point, all of them stay, and are needed in the totals alone.
   *
   * @returns whether that is so; if not, nothing is done
   */
  const updateActives = (agent: number, rows: Int32Array, importance: Float64Array): boolean => {
    const start = agent * count
    const found = actives[agent]
    const rest = inside(base[agent])
    for (let m = 0; m < found; m++) weights[m] = 0
    for (let h = 0; h < rows.length; h++) {
      const row = rows[h]
      const offset = row * width - first[row]
      const last = first[row] + length[row]
      let total = 0
      let covered = 0
      let restLargest = largest[row]
      for (let m = 0; m < found; m++) {
        const a = active[start + m]
        const density = a >= first[row] && a < last ? values[offset + a] : 0
        if (a === best[row]) restLargest = second[row]
        const share = inside(activeWeights[start + m]) * density
        shares[m] = share
        covered += density
        total += share
      }
      if (sum[row] > covered) total += rest * (sum[row] - covered)
      // Half the bound, so that no rounding can matter; a total of zero is left to the other way.
      if (!(2 * rest * restLargest < floor * total)) return false
      const scale = importance[h] / total
      for (let m = 0; m < found; m++) weights[m] += shares[m] * scale
    }
    let kept = 0
    for (let m = 0; m < found; m++) {
      if (!(weights[m] > floor)) continue
      weights[kept] = weights[m]
      components[kept++] = active[start + m]
    }
    normalize(kept)
    return true
  }

  /** What looks at every component in the rows. */
  const updateAll = (agent: number, rows: Int32Array, importance: Float64Array): void => {
    const start = agent * count
    let from = count
    let to = 0
    for (let h = 0; h < rows.length; h++) {
      const row = rows[h]
      const offset = row * width - first[row]
      const last = first[row] + length[row]
      let total = 0
      for (let a = first[row]; a < last; a++) total += inside(all[start + a]) * values[offset + a]
      // A point whose density underflows contributes nothing.
      if (total === 0) continue
      const scale = importance[h] / total
      for (let a = first[row]; a < last; a++) masses[a] += inside(all[start + a]) * values[offset + a] * scale
      from = Math.min(from, first[row])
      to = Math.max(to, last)
    }
    let kept = 0
    for (let a = from; a < to; a++) {
      const mass = masses[a]
      masses[a] = 0
      if (!(mass > floor)) continue
      weights[kept] = mass
      components[kept++] = a
    }
    normalize(kept)
  }

  const normalize = (kept: number): void => {
    let total = (count - kept) * floor
    for (let m = 0; m < kept; m++) {
      if (weights[m] > ceiling) weights[m] = ceiling
      total += weights[m]
    }
    for (let m = 0; m < kept; m++) weights[m] /= total
    result.length = kept
    result.base = floor / total
  }

  return (agent, rows, importance) => {
    if (!updateActives(agent, rows, importance)) updateAll(agent, rows, importance)
    return result
  }
}
