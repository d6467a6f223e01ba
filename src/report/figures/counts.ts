import type { Figure } from './figure.ts'
import { curvesCaption, drawQuantity } from './runs-over-time.ts'

export const counts: Figure = {
  id: 'silo-count',
  title: 'Number of silos',
  caption: (cell) => `Silos that at least one agent is in. ${curvesCaption(cell)}`.trim(),
  draw(cell) {
    const most = Math.max(
      1,
      ...cell.ensembles.flatMap(({ runs }) => runs.flatMap((run) => run.metrics.siloCount)),
    )
    return drawQuantity(cell, {
      name: 'silos',
      from: 0,
      of: ({ metrics }) => metrics.siloCount,
      y: { domain: [0, most], ticks: Math.min(5, most), tickFormat: 'd' },
      digits: 0,
    })
  },
}
