export const minus = '\u2212'

/** A number with so many decimals and a real minus sign; a dash for none. */
export function decimal(value: number | null | undefined, digits = 2): string {
  if (value === null || value === undefined) return '–'
  const text = value.toFixed(digits)
  return Number(text) === 0 ? text.replace('-', '') : text.replace('-', minus)
}

/** A whole number with thin gaps between thousands; a dash for none. */
export function whole(value: number | null): string {
  if (value === null) return '–'
  return String(value)
    .replace('-', minus)
    .replaceAll(/\B(?=(\d{3})+$)/g, '\u202f')
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

/** Seconds as people say them: `0.012 s`, `3.2 min`, `5.1 h`. */
export function inSeconds(seconds: number): string {
  if (seconds < 120) return `${significant(seconds)} s`
  return seconds < 7200 ? `${significant(seconds / 60)} min` : `${significant(seconds / 3600)} h`
}

/** A factor: `0.52`, `3.1`, `1240`. */
export const times = (factor: number) => (factor >= 100 ? whole(Math.round(factor)) : significant(factor))

/** To two significant digits. */
const significant = (value: number) =>
  value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(2)))
