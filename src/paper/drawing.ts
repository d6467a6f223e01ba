import type { Cell, CellRun } from '../report/cell.ts'
import { drawFigures } from '../report/drawn-figure.ts'
import type { Figure } from '../report/figures/figure.ts'
import { siloColors, siloOrder } from '../report/silo-colors.ts'
import type { MadeRuns, PaperDrawing, PaperMaterial } from './paper-figure.ts'

/** Draws a figure, with colors of its own: the silos that end largest have the most distinct ones. */
export function paperDrawing<Subject>(
  part: string | null,
  figure: Figure<Subject>,
  subject: Subject,
  { document }: Pick<PaperMaterial, 'document'>,
  shown: readonly Pick<CellRun, 'path'>[] = [],
): PaperDrawing {
  const colors = siloColors(siloOrder(shown.map(({ path }) => path)))
  const [drawn] = drawFigures([{ ...figure, applies: () => true }], subject, { document, colors })
  return { part, drawn, colors, table: figure.table(subject) }
}

/** A run of each of some systems as a cell of the report. */
export function cellOf(
  runs: readonly { readonly label: string; readonly system: string; readonly run: CellRun }[],
): Cell {
  const [{ run: first }] = runs
  const { mirror, neighbors } = first.metrics
  return {
    id: `p${mirror}-k${neighbors}`,
    mirror,
    neighbors,
    steps: Math.max(...runs.map(({ run }) => run.path.length - 1)),
    agents: Math.max(...runs.map(({ run }) => run.metrics.agents)),
    ensembles: runs.map(({ label, system, run }, place) => ({
      series: { key: `series-${place}`, system, label },
      runs: [run],
      shown: run,
      pace: 1,
    })),
    rescaledPaces: null,
  }
}

/** The run that is drawn by itself. @throws RangeError where the figure did not ask for it */
export function shownOf({ shown }: MadeRuns): CellRun {
  if (shown === null) throw new RangeError('paper figure: got runs without a path, expected one to draw')
  return shown
}

/** The file name of a drawing or a table, without its ending. */
export function drawingId(figure: string, part: string | null): string {
  return part === null ? figure : `${figure}-${part}`
}
