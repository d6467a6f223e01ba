import { text } from '@observablehq/plot'
import type { CellValue } from '../../export/csv.ts'
import type { Cell, CellRun, Ensemble } from '../cell.ts'
import type { DrawingTools, FigureTable, Panel } from './figure.ts'
import { drawOverTime } from './panel.ts'
import { timeAxis } from './time-axis.ts'

/** Whether a cell has a run that is drawn by itself. */
export const hasShown = ({ ensembles }: Cell) => ensembles.some(({ shown }) => shown !== null)

/** Which replicate is shown, where there are several. */
export function replicateSentence(ensembles: readonly Ensemble[]): string {
  if (ensembles.every(({ runs }) => runs.length === 1)) return ''
  const replicates = ensembles.flatMap(({ shown }) => (shown === null ? [] : [shown.metrics.replicate]))
  return `Shown: replicate ${[...new Set(replicates)].join(' and ')}.`
}

/** The panel of an ensemble that lacks what is shown of the others. */
export function emptyPanel(
  cell: Cell,
  ensemble: Ensemble,
  tools: DrawingTools,
  reason = 'This system has no such replicate.',
): Panel {
  return {
    key: ensemble.series.key,
    heading: ensemble.series.label,
    description: reason,
    ...drawOverTime(tools, timeAxis(cell, ensemble), {
      innerHeight: 60,
      y: { domain: [0, 1], axis: null },
      marginTop: 4,
      marks: [text([reason], { frameAnchor: 'middle', fill: 'var(--muted)' })],
    }),
  }
}

/** The first columns of a table of shown runs, as `shownRows` fills them. */
export const shownColumns = ['system', 'replicate'] as const

/** The rows of all shown runs, each with its system and replicate in front. */
export function shownRows(
  ensembles: readonly Ensemble[],
  rowsOf: (run: CellRun) => readonly (readonly CellValue[])[],
): FigureTable['rows'] {
  return ensembles.flatMap(({ series, shown }) =>
    shown === null ? [] : rowsOf(shown).map((row) => [series.label, shown.metrics.replicate, ...row]),
  )
}
