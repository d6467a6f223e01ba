import { measureRun } from '../../metrics/run-metrics.ts'
import type { CellGrid, CellRun } from '../../report/cell.ts'
import { membershipGrid } from '../../report/figures/membership-grid.ts'
import { counted } from '../../report/format.ts'
import type { StoredRun } from '../../trace/read-run.ts'
import { type Check, checkPrinted } from '../check.ts'
import { cellOf, paperDrawing } from '../drawing.ts'
import type { PaperFigure } from '../paper-figure.ts'
import { silosAt } from '../values.ts'

/** Of the released replicate 1, by p and k: silos at t = 79 and t*, null for never. */
const releasedOutcomes: readonly (readonly [p: number, k: number, silos: number, time: number | null])[] = [
  [0.2, 1, 8, null],
  [0.2, 5, 2, null],
  [0.2, 15, 1, 8],
  [0.2, 25, 1, 12],
  [0.5, 1, 9, null],
  [0.5, 5, 3, null],
  [0.5, 15, 1, 9],
  [0.5, 25, 1, 19],
  [0.7, 1, 7, null],
  [0.7, 5, 1, 16],
  [0.7, 15, 1, 18],
  [0.7, 25, 1, 58],
]

/** The replicate that the paper shows, and its last time. */
const shownReplicate = 1
const lastTime = 79

interface AnswerCell {
  readonly mirror: number
  readonly neighbors: number
  readonly runs: readonly CellRun[]
}

function cellsOf(answers: readonly StoredRun[]): readonly AnswerCell[] {
  return releasedOutcomes.flatMap(([mirror, neighbors]) => {
    const own = answers
      .filter(({ header: { design } }) => design.mirror === mirror && design.neighbors === neighbors)
      .sort((a, b) => a.header.replicate - b.header.replicate)
    const runs = own.map(
      (run): CellRun => ({
        path: run.steps.map(({ silos }) => silos),
        metrics: measureRun(run),
        weights: null,
      }),
    )
    return runs.length === 0 ? [] : [{ mirror, neighbors, runs }]
  })
}

const shownOf = ({ runs }: AnswerCell) =>
  runs.find(({ metrics }) => metrics.replicate === shownReplicate) ?? runs[0]

/** Whether these are the authors' answers, of which something is known. */
const isReleased = (answers: readonly StoredRun[]) =>
  answers.every(({ header: { design } }) => design.model === 'LLaMA-2-7B-Chat' && design.seed === null)

export const figure5: PaperFigure = {
  id: 'fig5',
  label: 'Figure 5',
  title: 'Language models over the grid of p and k',
  setting: 'Language models, p ∈ {0.2, 0.5, 0.7}, k ∈ {1, 5, 15, 25}, T = 80, the released replicate 1.',
  replicates: { full: 1, quick: 1 },
  runs: [],
  answers: {
    kind: 'needed',
    lacks: (answers) => (cellsOf(answers).length === 0 ? 'no run given has the p and k of a cell' : null),
    texts: () => [],
  },
  make(material) {
    const cells = cellsOf(material.answers)
    const shown = cells.map(shownOf)
    const grid: CellGrid = {
      cells: shown.map((run) => cellOf([{ label: 'Language model', system: 'llm', run }])),
    }
    const faults = cells.flatMap(({ runs }) => runs).reduce((sum, { metrics }) => sum + metrics.faults, 0)
    const released = isReleased(material.answers)
    return {
      drawings: [paperDrawing(null, membershipGrid, grid, material, shown)],
      tables: new Map(),
      checks: released ? checksOf(cells) : [],
      notes: [
        ...(released
          ? [
              'The known values were read off the released answers by another program: agreement is a check of import and reading, no new evidence. The authors reseed the mirror coins at every run, so that replicates of one p share them and are not independent.',
            ]
          : ['These are other runs than the paper’s, of which nothing is known.']),
        `Flowers are read by whole words, “calla lily” as one; an answer that names none is in no silo (${counted(faults, 'answer')} here), where the authors’ substring rule may find one.`,
        ...(cells.length < releasedOutcomes.length
          ? [`${cells.length} of the ${releasedOutcomes.length} cells were given.`]
          : []),
      ],
    }
  },
}

function checksOf(cells: readonly AnswerCell[]): readonly Check[] {
  return releasedOutcomes.flatMap(([mirror, neighbors, silos, time]) => {
    const cell = cells.find((one) => one.mirror === mirror && one.neighbors === neighbors)
    const metrics = cell === undefined ? null : shownOf(cell).metrics
    if (metrics?.replicate !== shownReplicate) return []
    const said = (count: number, at: number | null) =>
      `${counted(count, 'silo')}, t* ${at === null ? 'never' : at}`
    const { convergence } = metrics
    const own = said(silosAt(metrics, lastTime), 'at' in convergence ? convergence.at : null)
    return [checkPrinted(`p = ${mirror}, k = ${neighbors}`, own, said(silos, time))]
  })
}
