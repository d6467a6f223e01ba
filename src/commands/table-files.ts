import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type BasicType, fileWriter, parquetWriteRows } from 'hyparquet-writer'
import { softwareVersions } from '../adapters/provenance.ts'
import type { CellValue } from '../export/csv.ts'
import { type ColumnType, csvLines, type Table } from '../export/table.ts'

/** The formats of tables, by the ending of the file. */
export const tableFormats = ['csv', 'parquet'] as const
export type TableFormat = (typeof tableFormats)[number]

/** Writes a table to a file, row by row: it may be larger than memory. */
export async function writeTable<Item>(path: string, format: TableFormat, table: Table<Item>): Promise<void> {
  if (format === 'csv') await pipeline(Readable.from(csvLines(table)), createWriteStream(path))
  else writeParquet(path, table)
}

/** Whole numbers need not fit into 32 bits: a seed may have 53. */
const parquetTypes: Readonly<Record<ColumnType, BasicType>> = {
  text: 'STRING',
  integer: 'INT64',
  real: 'DOUBLE',
  boolean: 'BOOLEAN',
}

function writeParquet<Item>(path: string, { columns, items }: Table<Item>): void {
  const version = softwareVersions().silotwin
  parquetWriteRows({
    writer: fileWriter(path),
    columns: columns.map(({ name, type }) => ({ name, type: parquetTypes[type], nullable: true })),
    rows: rowsOf(items, (item) =>
      columns.map(({ name, type, of }) => [name, parquetValue(type, of(item))] as const),
    ),
    createdBy: `silotwin version ${version}`,
  })
}

function* rowsOf<Item>(
  items: Iterable<Item>,
  cellsOf: (item: Item) => readonly (readonly [string, unknown])[],
): Generator<Record<string, unknown>> {
  for (const item of items) yield Object.fromEntries(cellsOf(item))
}

function parquetValue(type: ColumnType, value: CellValue): string | number | boolean | bigint | null {
  return type === 'integer' && typeof value === 'number' ? BigInt(value) : value
}
