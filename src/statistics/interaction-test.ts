import { mean, requireFinite } from './moments.ts'
import { type RandomizationTest, relabelingTest } from './randomization.ts'
import type { Labels, PermutationPlan } from './relabelings.ts'

type Rows = readonly (readonly number[])[]

/**
 * Tests whether two systems differ by one amount in every cell of a design (no interaction between system and
 * cell). One row a replicate, one column a cell: whole replicates change their labels, so what the cells of one
 * replicate have in common, such as its schedule, stays together. The common difference is taken out before; the
 * statistic is Σ (difference in the cell - mean difference)².
 *
 * Exact in level where both systems are alike but for a constant; approximate, with unequal sizes and variances,
 * as the permutation of a plain difference of means is.
 *
 * @returns null with fewer than two cells or fewer than two replicates in a system
 * @throws RangeError where rows differ in length or a value is not finite
 */
export function interactionTest(first: Rows, second: Rows, plan: PermutationPlan): RandomizationTest | null {
  if (first.length < 2 || second.length < 2 || first[0].length < 2) return null
  const cells = first[0].length
  for (const row of [...first, ...second]) {
    requireFinite('interaction', row)
    if (row.length !== cells) {
      throw new RangeError(`interaction: got rows of ${cells} and ${row.length} cells, expected one number`)
    }
  }
  const common = mean(second.flat()) - mean(first.flat())
  const rows = [...first, ...second.map((row) => row.map((value) => value - common))]
  const strata = [{ first: first.length, second: second.length }]
  return relabelingTest(strata, (labels) => spreadOfDifferences(rows, labels), plan)
}

function spreadOfDifferences(rows: Rows, labels: Labels): number {
  const differences = rows[0].map((_, cell) => {
    const sums = [0, 0]
    const sizes = [0, 0]
    rows.forEach((row, i) => {
      sums[labels[i]] += row[cell]
      sizes[labels[i]]++
    })
    return sums[0] / sizes[0] - sums[1] / sizes[1]
  })
  const center = mean(differences)
  return differences.reduce((sum, difference) => sum + (difference - center) ** 2, 0)
}
