import type { Cell, Ensemble, MeanWeights } from '../cell.ts'
import { decimal, listed } from '../format.ts'
import type { CellFigure, DrawingTools, Panel } from './figure.ts'
import { replicateSentence, shownColumns, shownRows } from './shown-run.ts'
import { type Layer, stackOf } from './stack.ts'
import { drawStackPanel } from './stack-panel.ts'

/** Ensembles whose shown run has weights. */
function weighted({ ensembles }: Cell) {
  return ensembles.flatMap((ensemble) => {
    const means = ensemble.shown?.weights ?? null
    return means === null ? [] : [{ ensemble, means }]
  })
}

export const weights: CellFigure = {
  id: 'weights',
  title: 'Mixture weights',
  applies: (cell) => weighted(cell).length > 0,
  caption(cell) {
    const shown = weighted(cell).map(({ ensemble }) => ensemble)
    return `Weight of each component, averaged over the agents and stacked in the order of the bands above: it also shows what agents have in memory beside their own silo. ${replicateSentence(shown)}`.trim()
  },
  draw: (cell, tools) => weighted(cell).map(({ ensemble, means }) => drawRun(cell, ensemble, means, tools)),
  columns: ({ ensembles }) => ensembles.length,
  table: (cell) => ({
    columns: [...shownColumns, 't', 'component', 'mean_weight'],
    rows: shownRows(
      weighted(cell).map(({ ensemble }) => ensemble),
      (run) => (run.weights ?? []).flatMap((means, t) => means.map((mean, a) => [t, a, mean])),
    ),
  }),
}

/** Weights in steps that can just be seen; a component without such a step is left to its neighbors. */
function coarse(stack: readonly Layer[]): readonly Layer[] {
  const hundredth = (value: number) => Math.round(value * 100) / 100
  return stack
    .map(({ silo, from, to }) => ({ silo, from: hundredth(from), to: hundredth(to) }))
    .filter(({ from, to }) => to > from)
}

function drawRun(cell: Cell, ensemble: Ensemble, own: MeanWeights, tools: DrawingTools): Panel {
  return drawStackPanel(
    cell,
    ensemble,
    {
      stacks: own.map((means) => coarse(stackOf([...means.entries()]))),
      whole: 1,
      yLabel: 'mean weight',
      name: ({ silo, from, to }) => `${silo} (${decimal(to - from, 2)})`,
      describe: (largest) => {
        const named = largest.slice(0, 3).map(({ silo, from, to }) => `${silo} with ${decimal(to - from, 2)}`)
        return `Mean weights at t = ${own.length - 1}; the largest: ${listed(named)}.`
      },
    },
    tools,
  )
}
