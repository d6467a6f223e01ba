import type { Comparison } from '../compare/comparison.ts'
import type { SeveralComparison } from '../compare/several.ts'

/**
 * Steps of each system that make one of the reference's, as the comparison of a cell found them; null where it
 * leaves one of them open, or where two series are of one system.
 */
export function pacesOf(
  comparison: Comparison | SeveralComparison | null,
  cell: { readonly mirror: number; readonly neighbors: number },
  systems: readonly string[],
): readonly number[] | null {
  if (comparison === null || new Set(systems).size < systems.length) return null
  const all = [comparison, ...('others' in comparison ? comparison.others : [])]
  const paces = systems.map((system) => {
    if (system === comparison.a.system) return 1
    const found = all.find(({ b }) => b.system === system)
    const same = found?.cells.find((one) => one.mirror === cell.mirror && one.neighbors === cell.neighbors)
    return same?.metrics.timeScale.factor ?? null
  })
  return paces.every((pace) => pace !== null) ? paces : null
}
