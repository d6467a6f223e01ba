import type { Estimate } from '../compare/comparison.ts'
import type { TimeTo } from '../core/silo-path.ts'

const minus = '\u2212'

/** A number with so many decimals and a real minus sign; a dash for none. */
export function decimal(value: number | null | undefined, digits: number): string {
  if (value === null || value === undefined) return '–'
  const text = value.toFixed(digits)
  return Number(text) === 0 ? text.replace('-', '') : text.replace('-', minus)
}

/** A number to four significant digits, without zeros at its end. */
export function number(value: number): string {
  return String(Number(value.toPrecision(4))).replace('-', minus)
}

/** A whole number with thin gaps between thousands; a dash for none. */
export function whole(value: number | null): string {
  if (value === null) return '–'
  return String(value)
    .replace('-', minus)
    .replaceAll(/\B(?=(\d{3})+$)/g, '\u202f')
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

/** `1 run`, `2 runs`. */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${whole(count)} ${count === 1 ? singular : plural}`
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[]): string {
  const last = items.at(-1) ?? ''
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`
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
