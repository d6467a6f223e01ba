import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeTable } from '../../src/commands/table-files.ts'
import type { Table } from '../../src/export/table.ts'
import { runTable, stepTable } from '../../src/export/tables.ts'
import { measureRun } from '../../src/metrics/run-metrics.ts'
import { sampleTable } from '../export/sample-table.ts'
import { gmmRun, llmRun } from '../report/sample-runs.ts'
import { connect } from './duckdb.ts'

const folder = mkdtempSync(join(tmpdir(), 'silotwin-duckdb-'))
let duckdb: Awaited<ReturnType<typeof connect>>

beforeAll(async () => {
  duckdb = await connect()
})
afterAll(() => duckdb.closeSync())

/** What DuckDB finds in a table written in both formats. */
async function readBack<Item>(table: Table<Item>) {
  const path = (format: string) => join(folder, `${table.name}.${format}`)
  for (const format of ['parquet', 'csv'] as const) await writeTable(path(format), format, table)
  const answer = await duckdb.runAndReadAll(`SELECT * FROM '${path('parquet')}'`)
  const types = answer.columnTypes().map(String)
  const columns = answer.columnNames().map((name, at) => `'${name}': '${types[at]}'`)
  // An empty text and none are the same in CSV, so they are taken for none on both sides.
  const texts = answer.columnNames().flatMap((name, at) => (types[at] === 'VARCHAR' ? [name] : []))
  const plain = texts.map((name) => `nullif(ltrim("${name}", ''''), '') AS "${name}"`)
  const select = `SELECT * ${plain.length > 0 ? `REPLACE (${plain.join(', ')})` : ''} FROM`
  const csv = `read_csv('${path('csv')}', header = true, columns = {${columns.join(', ')}})`
  const parquet = `'${path('parquet')}'`
  const different = await duckdb.runAndReadAll(
    `(${select} ${parquet} EXCEPT ALL ${select} ${csv}) UNION ALL (${select} ${csv} EXCEPT ALL ${select} ${parquet})`,
  )
  return { types, rows: answer.getRowsJson(), differentInCsv: different.getRowsJson() }
}

describe('DuckDB reads back', () => {
  it('every type of value', async () => {
    const { types, rows, differentInCsv } = await readBack(sampleTable)
    expect(types).toEqual(['VARCHAR', 'BIGINT', 'DOUBLE', 'BOOLEAN'])
    const expected = [...sampleTable.items].map(([word, count, share, sure]) => [
      word,
      count === null ? null : String(count),
      share,
      sure,
    ])
    expect(rows).toEqual(expected)
    expect(differentInCsv).toEqual([])
  })

  it('runs and steps, the same from Parquet and CSV', async () => {
    const runs = [gmmRun, llmRun]
    const ofRuns = await readBack(runTable(runs.map((run) => measureRun(run))))
    expect(ofRuns.rows).toHaveLength(2)
    expect(ofRuns.types.filter((type) => type === 'BOOLEAN')).toHaveLength(3)
    expect(ofRuns.differentInCsv).toEqual([])

    const ofSteps = await readBack(stepTable(runs))
    const agentSteps = runs.flatMap(({ steps }) => steps.flatMap(({ silos }) => silos))
    expect(ofSteps.rows).toHaveLength(agentSteps.length)
    expect(ofSteps.rows.map(([, , , silo]) => (silo === null ? null : Number(silo)))).toEqual(agentSteps)
    expect(ofSteps.types).toEqual([
      'VARCHAR',
      'BIGINT',
      'BIGINT',
      'BIGINT',
      'BIGINT',
      'VARCHAR',
      'BIGINT',
      'VARCHAR',
    ])
    expect(ofSteps.differentInCsv).toEqual([])
  })
})
