import { deflateRawSync } from 'node:zlib'
import type { Comparison } from '../compare/comparison.ts'
import { inertText } from '../core/inert-text.ts'
import type { StoredRun } from '../trace/read-run.ts'
import type { MeasuredRun, ReportCell } from './cells.ts'
import { comparisonFigures } from './comparison-figures.ts'
import type { DrawnReport } from './draw-report.ts'
import { figureCsv } from './figure-csv.ts'
import type {
  FigureFiles,
  Packed,
  PageAnswer,
  PageAnswers,
  PageCell,
  PageData,
  PageRun,
  RunAnswers,
} from './page-data.ts'
import { shownAnswer } from './sample-answers.ts'
import { standaloneSvg } from './standalone-figure.tsx'
import type { ReportView } from './view.ts'

/**
 * The data of a page. Answers are taken in by replicate, the lowest first in all cells, as far as there is room.
 *
 * @param room characters for the paths of all runs and the figures of the comparison, which are always there, and
 *   the answers
 */
export function encodePage(view: DrawnReport, room: number): PageData {
  const paths = new Map(
    view.cells.map((cell) => [cell, pack(cell.ensembles.map(({ runs }) => runs.map(({ path }) => path)))]),
  )
  const compared = encodeCompared(view)
  const taken = [...paths.values(), ...Object.values(compared)].reduce((sum, { length }) => sum + length, 0)
  const answers = answersWithin(view, room - taken)
  const places = new Map(view.series.map(({ key }, place) => [key, place]))
  return {
    silos: view.silos,
    series: view.series.map(({ key, system, label }) => ({
      key,
      system: inertText(system),
      label: inertText(label),
    })),
    compared,
    cells: [...paths].map(([cell, packed]) => ({ ...encodeCell(cell, places, answers), paths: packed })),
  }
}

/** The figures of the comparison, ready to be saved. */
function encodeCompared({ data, compared, colors }: DrawnReport): PageData['compared'] {
  const { comparison } = data
  if (comparison === null) return {}
  const files = compared.map((figure) => {
    const svg = standaloneSvg(figure, figure.title, colors)
    return [figure.id, pack<FigureFiles>({ svg, csv: csvOf(figure.id, comparison) })]
  })
  return Object.fromEntries(files)
}

const csvOf = (id: string, comparison: Comparison) =>
  comparisonFigures
    .filter((figure) => figure.id === id)
    .map((figure) => figureCsv(figure.table(comparison)))
    .join('')

function encodeCell(
  cell: ReportCell,
  places: ReadonlyMap<string, number>,
  answers: ReadonlyMap<MeasuredRun, RunAnswers>,
): Omit<PageCell, 'paths'> {
  const { id, mirror, neighbors, ensembles, rescaledPaces } = cell
  return {
    id,
    mirror,
    neighbors,
    rescaledPaces,
    ensembles: ensembles.map(({ series, runs, shown }) => ({
      series: places.get(series.key) ?? 0,
      runs: runs.map((run) => encodeRun(run, answers.get(run) ?? { kind: 'none' })),
      shown: shown === null ? null : runs.indexOf(shown),
    })),
  }
}

function encodeRun({ metrics, weights }: MeasuredRun, answers: RunAnswers): PageRun {
  const { run, replicate, agents, steps, memory, seed, complete } = metrics
  return {
    run: inertText(run),
    replicate,
    agents,
    steps,
    memory,
    seed,
    complete,
    weights: weights === null ? null : pack(weights),
    answers,
  }
}

function answersWithin({ cells }: ReportView, room: number): ReadonlyMap<MeasuredRun, RunAnswers> {
  const runs = cells
    .flatMap(({ ensembles }) => ensembles.flatMap((ensemble) => ensemble.runs))
    .filter(({ run }) => run.steps.some(({ answers }) => answers !== undefined))
    .sort((a, b) => a.metrics.replicate - b.metrics.replicate)
  const encoded = new Map<MeasuredRun, RunAnswers>()
  let left = room
  for (const run of runs) {
    const packed = left > 0 ? pack(answersOf(run.run)) : ''
    left -= packed.length
    encoded.set(run, left >= 0 && packed !== '' ? { kind: 'here', packed } : { kind: 'left-out' })
  }
  return encoded
}

function answersOf({ steps }: StoredRun): PageAnswers {
  const answers: PageAnswer[] = []
  const known = new Map<string, number>()
  const given = steps.map((step) =>
    step.silos.map((_, agent) => {
      const record = step.answers?.[agent] ?? null
      if (record === null) return null
      const answer = shownAnswer(record)
      const key = JSON.stringify(answer)
      const place = known.get(key)
      if (place !== undefined) return place
      known.set(key, answers.length)
      return answers.push({ ...answer, text: inertText(answer.text) }) - 1
    }),
  )
  return { answers, given }
}

function pack<Value>(value: Value): Packed<Value> {
  return deflateRawSync(JSON.stringify(value)).toString('base64') as Packed<Value>
}
