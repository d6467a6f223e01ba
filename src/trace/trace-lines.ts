import { closeSync, existsSync, openSync, readSync } from 'node:fs'

/** A whole line of a trace. */
export interface TraceLine {
  readonly text: string
  /** From 1. */
  readonly number: number
  /** Bytes of the file before it, and up to and with its line end. */
  readonly start: number
  readonly end: number
}

const pieceBytes = 1 << 18

/**
 * The whole lines of a file, read piece by piece, so that a file of any length takes little memory. A last line
 * without its end is torn and left out; a file that is not there has none.
 */
export function* traceLines(path: string): Generator<TraceLine, void, undefined> {
  if (!existsSync(path)) return
  const file = openSync(path, 'r')
  try {
    const piece = Buffer.alloc(pieceBytes)
    let rest = Buffer.alloc(0)
    let number = 0
    let start = 0
    for (let read = readSync(file, piece); read > 0; read = readSync(file, piece)) {
      const bytes = Buffer.concat([rest, piece.subarray(0, read)])
      let at = 0
      for (let next = bytes.indexOf(10); next >= 0; next = bytes.indexOf(10, at)) {
        const end = start + next + 1 - at
        yield { text: bytes.toString('utf8', at, next), number: ++number, start, end }
        start = end
        at = next + 1
      }
      rest = bytes.subarray(at)
    }
  } finally {
    closeSync(file)
  }
}
