const literal = /^\[\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\s*\]$/s
const escapeSequence = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\s\S]))/g
const shortEscapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\n': '' }

/**
 * The text in a Python list literal of one string, such as `[' a rose']`: how the authors wrote a cell.
 *
 * @returns null where the cell is anything else
 */
export function parsePythonList(cell: string): string | null {
  const match = literal.exec(cell.trim())
  if (match === null) return null
  const body = match[1] ?? match[2]
  return body.replace(escapeSequence, (_, byte, short, long, other) => {
    const code = byte ?? short ?? long
    if (code !== undefined) return String.fromCodePoint(Number.parseInt(code, 16))
    return shortEscapes[other] ?? other
  })
}
