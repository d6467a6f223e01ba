import type { ReportCell } from '../cells.ts'
import type { DrawnFigure } from '../drawn-figure.ts'
import { cellName } from '../format.ts'
import type { SiloColors } from '../silo-colors.ts'
import { Answers } from './answers.tsx'
import { FigureView } from './figure-view.tsx'
import { MetricsTable } from './metrics-table.tsx'

/** Figures, metrics and answers of one cell. */
export function CellSection(props: {
  readonly cell: ReportCell
  readonly figures: readonly DrawnFigure[]
  readonly colors: SiloColors
}) {
  const { cell, figures, colors } = props
  return (
    <section class="cell" data-cell={cell.id} aria-labelledby={cell.id}>
      <h2 id={cell.id} tabIndex={-1}>
        {cellName(cell)}
      </h2>
      <div class={cell.ensembles.length === 1 ? 'figures one' : 'figures'}>
        {figures.map((figure) => (
          <FigureView key={figure.id} figure={figure} place={cell.id} />
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
