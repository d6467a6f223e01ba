import type { Estimate } from '../compare/comparison.ts'
import type { TimeTo } from '../core/silo-path.ts'
import { decimal, minus } from '../core/wording.ts'

export { counted, decimal, listed, whole } from '../core/wording.ts'

/** A number to four significant digits, without zeros at its end. */
export function number(value: number): string {
  return String(Number(value.toPrecision(4))).replace('-', minus)
}

/** The convergence time, where there is none in words. */
export function timeTo(time: TimeTo): string {
  return 'at' in time ? String(time.at) : `not by ${time.notBy}`
}

/** The interval of an estimate; `null` where it has none. */
export function interval({ interval: limits }: Estimate, digits: number): string | null {
  return limits === null ? null : `${decimal(limits[0], digits)} to ${decimal(limits[1], digits)}`
}

/** The name of a cell. */
export function cellName({ mirror, neighbors }: { mirror: number; neighbors: number }): string {
  return `p\u00a0=\u00a0${number(mirror)}, k\u00a0=\u00a0${neighbors}`
}

/** With a capital first letter. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** An ISO time to the minute, as `2025-01-31 12:34 UTC`; anything else as it is. */
export function minute(time: string): string {
  const date = new Date(time)
  if (Number.isNaN(date.getTime())) return time
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
