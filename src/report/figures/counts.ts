import type { CellFigure } from './figure.ts'
import { curvesCaption, drawQuantity, type Quantity, quantityTable } from './runs-over-time.ts'

const siloCount: Quantity = {
  name: 'silos',
  from: 0,
  of: ({ metrics }) => metrics.siloCount,
  y(cell) {
    const counts = cell.ensembles.flatMap(({ runs }) =>
      runs.map(({ metrics }) => Math.max(...metrics.siloCount)),
    )
    const most = Math.max(1, ...counts)
    return { domain: [0, most], ticks: Math.min(5, most), tickFormat: 'd' }
  },
  digits: 0,
}

export const counts: CellFigure = {
  id: 'silo-count',
  title: 'Number of silos',
  applies: () => true,
  caption: (cell) => `Silos that at least one agent is in. ${curvesCaption(cell)}`.trim(),
  draw: (cell, tools) => drawQuantity(cell, siloCount, tools),
  columns: ({ ensembles }) => ensembles.length,
  table: (cell) => quantityTable(cell, siloCount),
}
