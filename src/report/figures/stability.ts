import type { CellFigure } from './figure.ts'
import { curvesCaption, drawQuantity, type Quantity, quantityTable } from './runs-over-time.ts'

const share: Quantity = {
  name: 'stability',
  from: 1,
  of: ({ metrics }) => metrics.stability,
  y: () => ({ domain: [0, 1], ticks: 5 }),
  digits: 2,
}

export const stability: CellFigure = {
  id: 'stability',
  title: 'Stability',
  applies: () => true,
  caption: (cell) => `Share of the agents in the same silo as one step before. ${curvesCaption(cell)}`.trim(),
  draw: (cell, tools) => drawQuantity(cell, share, tools),
  columns: ({ ensembles }) => ensembles.length,
  table: (cell) => quantityTable(cell, share),
}
