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
