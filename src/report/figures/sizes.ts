import { siloSizes } from '../../core/silos.ts'
import type { Cell, CellRun, Ensemble } from '../cell.ts'
import { counted, listed } from '../format.ts'
import { siloName } from '../names.ts'
import type { CellFigure, DrawingTools, Panel } from './figure.ts'
import { shortLabel } from './panel.ts'
import { emptyPanel, hasShown, replicateSentence, shownColumns, shownRows } from './shown-run.ts'
import { stackOf } from './stack.ts'
import { drawStackPanel } from './stack-panel.ts'

export const sizes: CellFigure = {
  id: 'sizes',
  title: 'Silo sizes',
  applies: hasShown,
  caption: ({ ensembles }) =>
    `Agents in each silo, stacked in the order of the bands above; in brackets, how many at the end. ${replicateSentence(ensembles)}`.trim(),
  draw: (cell, tools) =>
    cell.ensembles.map((ensemble) =>
      ensemble.shown === null
        ? emptyPanel(cell, ensemble, tools)
        : drawRun(cell, ensemble, ensemble.shown, tools),
    ),
  columns: ({ ensembles }) => ensembles.length,
  table: ({ ensembles }) => ({
    columns: [...shownColumns, 't', 'silo', 'name', 'agents'],
    rows: shownRows(ensembles, ({ path, metrics }) =>
      path.flatMap((silos, t) =>
        sizesOf(silos).map(([silo, size]) => [t, silo, siloName(metrics.system, silo), size]),
      ),
    ),
  }),
}

function drawRun(cell: Cell, ensemble: Ensemble, { path }: CellRun, tools: DrawingTools): Panel {
  const name = (silo: number | null) => siloName(ensemble.series.system, silo)
  return drawStackPanel(
    cell,
    ensemble,
    {
      stacks: path.map((silos) => stackOf(sizesOf(silos))),
      whole: cell.agents,
      yLabel: 'agents',
      name: ({ silo, from, to }) => `${shortLabel(name(silo))} (${to - from})`,
      describe: (largest) => {
        const named = largest.slice(0, 3).map(({ silo, from, to }) => `${name(silo)} with ${to - from}`)
        return `${counted(largest.length, 'group')} at t = ${path.length - 1}; the largest: ${listed(named)}.`
      },
    },
    tools,
  )
}

/** Silos and their sizes: silos by number, agents without one last. */
function sizesOf(silos: readonly (number | null)[]): readonly (readonly [number | null, number])[] {
  const sizes: [number | null, number][] = [...siloSizes(silos)].sort(([a], [b]) => a - b)
  const without = silos.filter((silo) => silo === null).length
  return without > 0 ? [...sizes, [null, without]] : sizes
}
