/** Lines that are kept together until there are enough of them to be written. */
export interface GatheredLines {
  append(line: string): void
  /** Writes what was gathered; what cannot be written is given up. */
  flush(): void
}

/**
 * Gathers lines up to a size, so that a fast system is not slowed down by writing.
 *
 * @param most characters that are gathered; 0: none
 * @param write takes whole lines
 */
export function gatherLines(most: number, write: (lines: string) => void): GatheredLines {
  let pending: string[] = []
  let length = 0
  const flush = () => {
    const lines = pending.join('')
    pending = []
    length = 0
    if (lines !== '') write(lines)
  }
  return {
    append(line) {
      pending.push(line)
      length += line.length
      if (length >= most) flush()
    },
    flush,
  }
}
