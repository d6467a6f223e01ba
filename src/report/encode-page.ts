import { deflateRawSync } from 'node:zlib'
import type { StoredRun } from '../trace/read-run.ts'
import type { MeasuredRun, ReportCell } from './cells.ts'
import { inertText } from './inert-text.ts'
import type { Packed, PageAnswer, PageAnswers, PageCell, PageData, PageRun, RunAnswers } from './page-data.ts'
import { shownAnswer } from './sample-answers.ts'
import type { ReportView } from './view.ts'

/**
 * The data of a page. Answers are taken in by replicate, the lowest first in all cells, as far as there is room.
 *
 * @param room characters for the paths of all runs, which are always there, and the answers
 */
export function encodePage(view: ReportView, room: number): PageData {
  const paths = new Map(
    view.cells.map((cell) => [cell, pack(cell.ensembles.map(({ runs }) => runs.map(({ path }) => path)))]),
  )
  const taken = [...paths.values()].reduce((sum, { length }) => sum + length, 0)
  const answers = answersWithin(view, room - taken)
  const places = new Map(view.series.map(({ key }, place) => [key, place]))
  return {
    silos: view.silos,
    series: view.series.map(({ key, system, label }) => ({
      key,
      system: inertText(system),
      label: inertText(label),
    })),
    cells: [...paths].map(([cell, packed]) => ({ ...encodeCell(cell, places, answers), paths: packed })),
  }
}

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
