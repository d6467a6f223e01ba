import type { Figure } from './figure.ts'
import { curvesCaption, drawQuantity } from './runs-over-time.ts'

export const stability: Figure = {
  id: 'stability',
  title: 'Stability',
  caption: (cell) => `Share of the agents in the same silo as one step before. ${curvesCaption(cell)}`.trim(),
  draw: (cell) =>
    drawQuantity(cell, {
      name: 'stability',
      from: 1,
      of: ({ metrics }) => metrics.stability,
      y: { domain: [0, 1], ticks: 5 },
      digits: 2,
    }),
}
