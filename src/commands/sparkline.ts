import type { Terminal } from './terminal.ts'

/** How a curve is drawn in one line of text. */
export interface SparklineOptions {
  /** Characters at most; a longer curve is drawn by the means of equally long pieces. */
  readonly width: number
  /** The values of the lowest and of the highest character; what lies outside is drawn as these. */
  readonly range: readonly [number, number]
  /** Characters from low to high; see `sparkLevels`. */
  readonly levels: string
}

/**
 * A curve as characters of different height, such as `█▅▃▂▁▁`; a value that is not there is a gap.
 *
 * @throws RangeError for a width below 1 or no levels
 */
export function sparkline(values: readonly (number | null)[], options: SparklineOptions): string {
  const { width, range, levels } = options
  if (!(width >= 1)) throw new RangeError(`sparkline: got width ${width}, expected 1 or more`)
  if (levels.length === 0) throw new RangeError('sparkline: got no levels, expected one or more')
  const [low, high] = range
  const characters = [...levels]
  const highest = characters.length - 1
  const character = (value: number | null) => {
    if (value === null) return ' '
    // A range without extent is a curve without rise.
    const share = high > low ? (value - low) / (high - low) : 0
    return characters[Math.min(highest, Math.max(0, Math.round(share * highest)))]
  }
  return pieces(values, Math.floor(width)).map(character).join('')
}

/** The means of so many pieces of equal length, or the values themselves where there are no more. */
function pieces(values: readonly (number | null)[], count: number): readonly (number | null)[] {
  if (values.length <= count) return values
  return Array.from({ length: count }, (_, piece) => {
    const from = Math.floor((piece * values.length) / count)
    const to = Math.floor(((piece + 1) * values.length) / count)
    const known = values.slice(from, to).filter((value) => value !== null)
    return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length
  })
}

/** The characters of a terminal's sparklines: blocks, or where it has none, signs with more and more ink. */
export function sparkLevels({ unicode }: Pick<Terminal, 'unicode'>): string {
  return unicode ? '▁▂▃▄▅▆▇█' : '.:-=+*#@'
}
