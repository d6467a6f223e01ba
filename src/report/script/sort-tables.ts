/** Makes every table that says so sortable by its columns. */
export function makeSortable(root: ParentNode): void {
  for (const table of root.querySelectorAll<HTMLTableElement>('table[data-sortable]')) {
    const heads = [...(table.tHead?.rows[0]?.cells ?? [])]
    for (const [column, head] of heads.entries()) {
      const button = document.createElement('button')
      button.type = 'button'
      button.className = 'sort'
      button.append(...head.childNodes)
      head.append(button)
      button.addEventListener('click', () => {
        const descending = head.ariaSort === 'ascending'
        for (const other of heads) other.ariaSort = null
        head.ariaSort = descending ? 'descending' : 'ascending'
        sortRows(table.tBodies[0], column, descending)
      })
    }
  }
}

/** Rows that are alike in the column stay in their order; those that have nothing there come last. */
function sortRows(body: HTMLTableSectionElement, column: number, descending: boolean): void {
  const keyed = [...body.rows].map((row) => ({ row, key: keyOf(row.cells[column]) }))
  const sign = descending ? -1 : 1
  keyed.sort((a, b) => {
    if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null)
    if (typeof a.key === 'number' && typeof b.key === 'number') return sign * (a.key - b.key)
    return sign * String(a.key).localeCompare(String(b.key), 'en', { numeric: true })
  })
  body.append(...keyed.map(({ row }) => row))
}

/** What a cell is sorted by: a number where it is one, else its text; null where it has nothing. */
function keyOf(cell: HTMLTableCellElement): number | string | null {
  const text = (cell.dataset.sort ?? cell.textContent ?? '').trim()
  if (text === '' || text === '–') return null
  const value = Number(text.replace('\u2212', '-').replaceAll('\u202f', ''))
  return Number.isNaN(value) ? text : value
}
