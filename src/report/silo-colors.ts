import type { SiloPath } from '../core/silo-path.ts'
import { siloSizes } from '../core/silos.ts'
import { siloPalette, type ThemeColor, themeColors } from './theme.ts'

/** The colors of a page, by the names under which figures and style sheet know them. */
export interface SiloColors {
  /** A reference to the color of a silo; null: agents without one. */
  readonly of: (silo: number | null) => string
  /** Every name with its color in both themes. */
  readonly named: ReadonlyMap<string, ThemeColor>
}

/**
 * The silos of the runs in the order in which they get colors: those that end largest first, then those that
 * end empty by how long and large they were.
 */
export function siloOrder(paths: readonly SiloPath[]): readonly number[] {
  const ending = new Map<number, number>()
  const throughout = new Map<number, number>()
  for (const path of paths) {
    for (const silos of path) addSizes(throughout, silos)
    addSizes(ending, path.at(-1) ?? [])
  }
  const size = (sizes: ReadonlyMap<number, number>, silo: number) => sizes.get(silo) ?? 0
  return [...throughout.keys()].sort(
    (a, b) => size(ending, b) - size(ending, a) || size(throughout, b) - size(throughout, a) || a - b,
  )
}

/**
 * Gives each silo its color, the most distinct ones first. From the thirty-first silo on the colors begin anew.
 *
 * @param order the silos of a page, as `siloOrder` has them
 */
export function siloColors(order: readonly number[]): SiloColors {
  const named = new Map<string, ThemeColor>(Object.entries(themeColors))
  for (const [rank, silo] of order.entries())
    named.set(`silo-${silo}`, siloPalette[rank % siloPalette.length])
  return { of: (silo) => `var(--${silo === null ? 'none' : `silo-${silo}`})`, named }
}

function addSizes(sums: Map<number, number>, silos: readonly (number | null)[]): void {
  for (const [silo, size] of siloSizes(silos)) sums.set(silo, (sums.get(silo) ?? 0) + size)
}
