import { type CellValue, csvLine } from './csv.ts'

/** What the values of a column are, besides null. `integer`: a whole number that a double holds exactly. */
export type ColumnType = 'text' | 'integer' | 'real' | 'boolean'

/** One variable: its name, its type, and its value for an item. */
export interface Column<Item> {
  readonly name: string
  readonly type: ColumnType
  readonly of: (item: Item) => CellValue
}

/** A tidy table: a row an item, a column a variable. Its rows are made as they are asked for. */
export interface Table<Item = never> {
  /** Fit for a file name. */
  readonly name: string
  readonly columns: readonly Column<Item>[]
  readonly items: Iterable<Item>
}

/** A table as lines of CSV, the names of its columns first. */
export function* csvLines<Item>({ columns, items }: Table<Item>): Generator<string> {
  yield csvLine(columns.map(({ name }) => name))
  for (const item of items) yield csvLine(columns.map(({ of }) => of(item)))
}
