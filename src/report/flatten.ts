/**
 * A nested value as pairs of a dotted name and a text: lists of plain values are one line, everything else
 * is followed down to its leaves.
 */
export function flatten(value: unknown, name = ''): readonly (readonly [string, string])[] {
  if (Array.isArray(value) && value.every(isPlain)) return [[name, value.map(plain).join(', ')]]
  if (isPlain(value)) return [[name, plain(value)]]
  return Object.entries(value as object).flatMap(([key, inner]) =>
    flatten(inner, name === '' ? key : `${name}.${key}`),
  )
}

const isPlain = (value: unknown) => typeof value !== 'object' || value === null

function plain(value: unknown): string {
  return value === null || value === undefined ? 'none' : String(value)
}

/** A long hexadecimal digest cut to its first digits; `null` for what is none. */
export function shortDigest(text: string): string | null {
  return /^(?:sha\d+[:-])?[0-9a-f]{24,}$/iu.test(text) ? `${text.slice(0, text.search(/[:-]/) + 13)}…` : null
}
