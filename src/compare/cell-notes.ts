import { answerNotes } from './answer-notes.ts'
import type { Cell, ComparedRun } from './ensemble.ts'
import { counted } from './wording.ts'

/** What a reader must know about a cell before believing its numbers. */
export function cellNotes(
  a: Cell,
  b: Cell,
  horizon: number,
  censored: { readonly a: number; readonly b: number },
): string[] {
  const runs = [...a.runs, ...b.runs]
  return [
    ...horizons(runs, horizon),
    ...different(
      runs.map((run) => run.agents),
      (sizes) => `Numbers of agents differ: ${sizes.join(', ')}.`,
    ),
    ...counts(
      runs,
      (run) => run.faults,
      (faults) => `Answers that name no silo: ${faults}.`,
    ),
    ...counts(
      runs,
      (run) => Number(!run.complete),
      (open) => `Runs that are not complete: ${open}.`,
    ),
    ...counts(
      runs,
      (run) => Number(run.mixed),
      (mixed) => `Runs that went on with other inputs than they were begun with: ${mixed}.`,
    ),
    ...sides(a, b).flatMap(([label, cell]) => answerNotes(label, cell.runs)),
    ...sides(a, b).flatMap(([label, cell]) => sideNotes(label, cell)),
    ...sides(a, b).flatMap(([label, cell]) =>
      censored[label] === cell.runs.length
        ? [
            `No run of ${label} had converged by t = ${horizon}: its mean of min(t*, ${horizon}) is a lower bound.`,
          ]
        : [],
    ),
  ]
}

const sides = (a: Cell, b: Cell) =>
  [
    ['a', a],
    ['b', b],
  ] as const

function horizons(runs: readonly ComparedRun[], horizon: number): string[] {
  const ends = [...new Set(runs.map((run) => run.siloCount.length - 1))].sort((x, y) => x - y)
  return ends.length > 1 || ends[0] !== horizon
    ? [`Runs end at t = ${ends.join(', ')}; all are judged up to t = ${horizon}.`]
    : []
}

function sideNotes(label: string, { runs }: Cell): string[] {
  const notes: string[] = []
  if (runs.length === 1) notes.push(`One replicate only in ${label}: no interval can be given.`)
  if (new Set(runs.map((run) => run.memory)).size > 1) {
    notes.push(`Runs of ${label} with different memory sizes are taken together.`)
  }
  const replicates = new Set(runs.map((run) => `${run.seed}/${run.replicate}/${run.memory}`))
  if (replicates.size < runs.length) {
    notes.push(
      `${counted(runs.length - replicates.size, 'run')} of ${label} repeat the seed and replicate of another: they are not independent.`,
    )
  }
  return notes
}

function different(values: readonly number[], note: (values: readonly number[]) => string): string[] {
  const distinct = [...new Set(values)]
  return distinct.length > 1 ? [note(distinct)] : []
}

function counts(
  runs: readonly ComparedRun[],
  of: (run: ComparedRun) => number,
  note: (sum: number) => string,
): string[] {
  const sum = runs.reduce((total, run) => total + of(run), 0)
  return sum > 0 ? [note(sum)] : []
}
