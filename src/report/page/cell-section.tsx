import type { Cell } from '../cells.ts'
import { figures } from '../figures.ts'
import { cellName } from '../format.ts'
import type { SiloColors } from '../silo-colors.ts'
import { Answers } from './answers.tsx'
import { FigureView } from './figure-view.tsx'
import { MetricsTable } from './metrics-table.tsx'

/** Figures, metrics and answers of one cell. */
export function CellSection({ cell, colors }: { cell: Cell; colors: SiloColors }) {
  return (
    <section class="cell" aria-labelledby={cell.id}>
      <h2 id={cell.id}>{cellName(cell)}</h2>
      <div class={cell.ensembles.length === 1 ? 'figures one' : 'figures'}>
        {figures.map((figure) => (
          <FigureView key={figure.id} figure={figure} cell={cell} colors={colors} />
        ))}
      </div>
      <h3>Metrics of each run</h3>
      <MetricsTable cell={cell} />
      {cell.ensembles.map((ensemble) => (
        <Answers key={ensemble.series.key} ensemble={ensemble} colors={colors} />
      ))}
    </section>
  )
}
