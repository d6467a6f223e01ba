import type { Table } from '../../src/export/table.ts'

type Item = readonly [word: string | null, count: number | null, share: number | null, sure: boolean | null]

const items: readonly Item[] = [
  ['rose', 0, 0.1, true],
  ['=1+1', Number.MAX_SAFE_INTEGER, 1e-300, false],
  ['two\nlines, "quoted"', 2 ** 40, -2.5, true],
  ['Löwenzahn 花', -3, 1 / 3, null],
  [null, null, null, false],
  ['', 1, 2, true],
]

/** A table with every type of column, nulls and texts that are hard to write. */
export const sampleTable: Table<Item> = {
  name: 'sample',
  columns: [
    { name: 'word', type: 'text', of: ([word]) => word },
    { name: 'count', type: 'integer', of: ([, count]) => count },
    { name: 'share', type: 'real', of: ([, , share]) => share },
    { name: 'sure', type: 'boolean', of: ([, , , sure]) => sure },
  ],
  items,
}
