import { decimal } from '../core/wording.ts'
import type { Estimate } from './comparison.ts'

export { counted, decimal, inSeconds, listed, times } from '../core/wording.ts'

/** "1.25 (95 % interval 1.00 to 1.50)". */
export function withInterval({ estimate, interval }: Estimate, level: number, digits = 2): string {
  if (estimate === null) return 'not determined'
  if (interval === null) return decimal(estimate, digits)
  const bounds = interval.map((bound) => decimal(bound, digits)).join(' to ')
  return `${decimal(estimate, digits)} (${percent(level)} interval ${bounds})`
}

/** "p = 0.012" or "p < 0.001", as papers print it. */
export function probability(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`
}

export const percent = (share: number) => `${Number((100 * share).toFixed(1))} %`

/** With a capital at the beginning of a sentence; a path stays as it is. */
export const capitalized = (text: string) => (text.startsWith('the ') ? `T${text.slice(1)}` : text)

/** "(0.2, 5)": a cell by mirror probability and neighbors. */
export const cellName = ({ mirror, neighbors }: { readonly mirror: number; readonly neighbors: number }) =>
  `(${mirror}, ${neighbors})`
