import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse/sync'

/** The answers that the authors released, and what they read as; not part of the project. */
export const dataFolder = fileURLToPath(new URL('../../../shared/data/llama2-flowers', import.meta.url))
export const oracleFile = fileURLToPath(new URL('../../../shared/oracle/llama2-silos.json', import.meta.url))

interface Reading {
  readonly siloCount: readonly number[]
  readonly finalSilos: readonly number[]
  readonly convergence: { readonly at: number } | { readonly notBy: number }
}

/** One run of the oracle. */
export interface OracleRun {
  readonly mirror: number
  readonly neighbors: number
  readonly replicate: number
  readonly labelsThatDiffer: number
  readonly published: Reading
  readonly wordBoundary: Reading
}

export function oracleRuns(): readonly OracleRun[] {
  return JSON.parse(readFileSync(oracleFile, 'utf8'))
}

/** The answers of a run, by time and agent. */
export function answersOfRun({ mirror, neighbors, replicate }: OracleRun): readonly (readonly string[])[] {
  const stem = `${dataFolder}/output${Math.round(mirror * 10)}_${neighbors}_${replicate}`
  return [`${stem}.csv`, `${stem}_2nd.csv`].flatMap((file) => {
    const rows: string[][] = parse(readFileSync(file, 'utf8'), { from: 2 })
    return rows.map((row) => row.slice(1).map(listLiteral))
  })
}

/** The one sentence of a Python list literal, its escapes resolved. */
function listLiteral(cell: string): string {
  const inner = /^\[(?<quote>['"])(?<text>.*)\k<quote>\]$/s.exec(cell)?.groups?.text
  if (inner === undefined) throw new Error(`not a list of one string: ${cell}`)
  return inner.replaceAll(/\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|(.))/gs, (_, x, u, c) =>
    c === undefined ? String.fromCharCode(Number.parseInt(x ?? u, 16)) : c === 'n' ? '\n' : c,
  )
}
