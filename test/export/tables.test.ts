import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects, parquetSchema } from 'hyparquet'
import { describe, expect, it } from 'vitest'
import { type TableFormat, writeTable } from '../../src/commands/table-files.ts'
import type { Table } from '../../src/export/table.ts'
import { sampleTable } from './sample-table.ts'

async function written<Item>(table: Table<Item>, format: TableFormat): Promise<string> {
  const path = join(mkdtempSync(join(tmpdir(), 'silotwin-')), `table.${format}`)
  await writeTable(path, format, table)
  return path
}

describe('a table', () => {
  it('is read back from Parquet with its values and types', async () => {
    const file = await asyncBufferFromFile(await written(sampleTable, 'parquet'))
    const metadata = await parquetMetadataAsync(file)
    const types = parquetSchema(metadata).children.map(({ element }) => [
      element.name,
      element.converted_type ?? element.type,
      element.repetition_type,
    ])
    expect(types).toEqual([
      ['word', 'UTF8', 'OPTIONAL'],
      ['count', 'INT64', 'OPTIONAL'],
      ['share', 'DOUBLE', 'OPTIONAL'],
      ['sure', 'BOOLEAN', 'OPTIONAL'],
    ])
    expect(metadata.created_by).toMatch(/^silotwin version \d/)
    const rows = await parquetReadObjects({ file })
    const expected = [...sampleTable.items].map(([word, count, share, sure]) => ({
      word,
      count: count === null ? null : BigInt(count),
      share,
      sure,
    }))
    expect(rows).toEqual(expected)
  })

  it('has the same values in CSV, formulas made inert', async () => {
    const rows = parse(readFileSync(await written(sampleTable, 'csv')), { columns: true })
    const expected = [...sampleTable.items].map(([word, count, share, sure]) => ({
      word: word?.startsWith('=') ? `'${word}` : (word ?? ''),
      count: String(count ?? ''),
      share: String(share ?? ''),
      sure: String(sure ?? ''),
    }))
    expect(rows).toEqual(expected)
  })

  it('of no rows keeps its columns', async () => {
    const empty = { ...sampleTable, items: [] }
    const file = await asyncBufferFromFile(await written(empty, 'parquet'))
    const metadata = await parquetMetadataAsync(file)
    expect(metadata.num_rows).toBe(0n)
    expect(parquetSchema(metadata).children).toHaveLength(4)
    expect(readFileSync(await written(empty, 'csv'), 'utf8')).toBe('word,count,share,sure\r\n')
  })

  it('of many rows is written in parts', async () => {
    const many = {
      ...sampleTable,
      items: Array.from({ length: 120_000 }, (_, i) => ['x', i, i / 3, i % 2 === 0] as const),
    }
    const file = await asyncBufferFromFile(await written(many, 'parquet'))
    const metadata = await parquetMetadataAsync(file)
    expect(metadata.num_rows).toBe(120_000n)
    expect(metadata.row_groups.length).toBeGreaterThan(1)
    const [last] = await parquetReadObjects({ file, rowStart: 119_999, rowEnd: 120_000 })
    expect(last).toEqual({ word: 'x', count: 119_999n, share: 119_999 / 3, sure: false })
  })

  it('that cannot be written is an error', async () => {
    await expect(writeTable('/nowhere/at/all.csv', 'csv', sampleTable)).rejects.toThrow('ENOENT')
    await expect(writeTable('/nowhere/at/all.parquet', 'parquet', sampleTable)).rejects.toThrow('ENOENT')
  })
})
