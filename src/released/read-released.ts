import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { InputError, messageOf } from '../core/errors.ts'
import { parsePythonList } from './python-strings.ts'

/** One released run: which cell of the design it is, and its answers by time and agent. */
export interface ReleasedRun {
  readonly mirror: number
  readonly neighbors: number
  readonly replicate: number
  readonly answers: readonly (readonly string[])[]
  /** Name and sha256 of the files that it came from. */
  readonly files: readonly { readonly file: string; readonly sha256: string }[]
}

const firstHalf = /^output(\d)_(\d+)_(\d+)\.csv$/

/**
 * Reads the authors' released answers: `output{10p}_{k}_{v}.csv` holds the first times of a run and
 * `…_2nd.csv` the others; a row is a time, its first column a row number, each other cell one sentence.
 *
 * @throws InputError where the folder has no such file, a half is missing or a file is damaged
 */
export function readReleased(folder: string): ReleasedRun[] {
  if (!existsSync(folder))
    throw new InputError(`${folder}: no such folder; accepted: a folder of output*_*_*.csv files`)
  const names = readdirSync(folder)
  const runs = names.flatMap((name) => {
    const match = firstHalf.exec(name)
    if (match === null) return []
    const [tenfold, neighbors, replicate] = match.slice(1).map(Number)
    const files = [name, name.replace('.csv', '_2nd.csv')]
    const halves = files.map((file) => readHalf(folder, file))
    const answers = halves.flatMap((half) => half.rows)
    const agents = answers[0].length
    if (answers.some((row) => row.length !== agents)) {
      throw new InputError(
        `${join(folder, files[1])}: got another number of agents than in ${name}; accepted: ${agents}`,
      )
    }
    return [
      {
        mirror: tenfold / 10,
        neighbors,
        replicate,
        answers,
        files: halves.map(({ file, sha256 }) => ({ file, sha256 })),
      },
    ]
  })
  if (runs.length === 0) {
    throw new InputError(
      `${folder}: got no released answers; accepted: files named output{10p}_{k}_{replicate}.csv`,
    )
  }
  return runs.sort((a, b) => a.mirror - b.mirror || a.neighbors - b.neighbors || a.replicate - b.replicate)
}

function readHalf(folder: string, file: string) {
  const path = join(folder, file)
  if (!existsSync(path)) throw new InputError(`${path}: missing; accepted: both halves of every run`)
  const content = readFileSync(path)
  let cells: string[][]
  try {
    cells = parse(content, { from_line: 2, skip_empty_lines: true })
  } catch (error) {
    throw new InputError(`${path}: damaged CSV: ${messageOf(error)}`)
  }
  const rows = cells.map((row, at) =>
    row.slice(1).map((cell, agent) => {
      const text = parsePythonList(cell)
      if (text === null) {
        throw new InputError(
          `${path}: row ${at}, agent ${agent}: got ${JSON.stringify(cell.slice(0, 60))}, accepted: a Python list of one string`,
        )
      }
      return text
    }),
  )
  if (rows.length === 0 || rows[0].length < 2)
    throw new InputError(`${path}: got no answers of two or more agents`)
  return { file, sha256: createHash('sha256').update(content).digest('hex'), rows }
}
