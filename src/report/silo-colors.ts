import { siloSizes } from '../core/silos.ts'
import type { StoredRun } from '../trace/read-run.ts'
import { siloPalette, type ThemeColor, themeColors } from './theme.ts'

/** The colors of a page, by the names under which figures and style sheet know them. */
export interface SiloColors {
  /** A reference to the color of a silo; null: agents without one. */
  readonly of: (silo: number | null) => string
  /** Every name with its color in both themes. */
  readonly named: ReadonlyMap<string, ThemeColor>
}

/**
 * Gives each silo of the shown runs its color, the same in all of them. The silos that end largest come first
 * and get the most distinct colors; those that end empty follow by how long and large they were. From the
 * thirty-first on the colors begin anew.
 */
export function siloColors(runs: readonly StoredRun[]): SiloColors {
  const ending = new Map<number, number>()
  const throughout = new Map<number, number>()
  for (const { steps } of runs) {
    for (const { silos } of steps) addSizes(throughout, silos)
    addSizes(ending, steps.at(-1)?.silos ?? [])
  }
  const size = (sizes: ReadonlyMap<number, number>, silo: number) => sizes.get(silo) ?? 0
  const order = [...throughout.keys()].sort(
    (a, b) => size(ending, b) - size(ending, a) || size(throughout, b) - size(throughout, a) || a - b,
  )
  const named = new Map<string, ThemeColor>(Object.entries(themeColors))
  for (const [rank, silo] of order.entries())
    named.set(`silo-${silo}`, siloPalette[rank % siloPalette.length])
  return { of: (silo) => `var(--${silo === null ? 'none' : `silo-${silo}`})`, named }
}

function addSizes(sums: Map<number, number>, silos: readonly (number | null)[]): void {
  for (const [silo, size] of siloSizes(silos)) sums.set(silo, (sums.get(silo) ?? 0) + size)
}
