import { groupBy } from '../core/group-by.ts'
import { inSeconds } from '../core/wording.ts'
import type { Design } from '../design/design.ts'
import { fieldKey } from '../design/field-key.ts'
import type { RunMetrics } from '../metrics/run-metrics.ts'
import { compactTable, type TextColumn } from './compact-table.ts'
import { plain } from './output.ts'
import type { SweptRun } from './run-sweep.ts'
import { siloCurve } from './silo-curve.ts'
import { type Terminal, terminal } from './terminal.ts'

/** Fields that have a column of their own in any case. */
const always = ['system', 'mirror', 'neighbors'] as const

/** A cell of the grid and its complete runs. */
interface SweptCell {
  readonly design: Design
  readonly runs: readonly RunMetrics[]
}

/**
 * One line a cell, for people: where it lies in the grid, its complete runs, and their means.
 *
 * @param varying names of the fields with several values
 */
export function sweepTable(
  runs: readonly SweptRun[],
  varying: readonly string[],
  place: Terminal = terminal(),
): string {
  const others = varying.filter((name) => !always.some((fixed) => fixed === name))
  const cells = [...groupBy(runs, (run) => run.design)].map(([design, members]) => ({
    design,
    runs: members.flatMap(({ metrics }) => metrics ?? []),
  }))
  const fields = [...always, ...others].map(
    (name): TextColumn<SweptCell> => ({ title: name, of: ({ design }) => shown(design, name) }),
  )
  const curve = siloCurve<SweptCell>(({ runs: members }) => meanCounts(members))
  return compactTable(cells, [...fields, ...summaries], curve, place)
}

/** The value of a field in a design; systems that do not have the field show none. */
function shown(design: Design, name: string): string {
  const value = Object.entries(design).find(([key]) => key === fieldKey(name))?.[1] ?? null
  return value === null ? 'none' : plain(String(value))
}

/** Means over the runs of a cell: silos at the horizon, share with one silo there, min(t*, horizon), and what it cost. */
const summaries: readonly TextColumn<SweptCell>[] = [
  { title: 'runs', of: ({ runs }) => String(runs.length) },
  { title: 'silos', of: ({ runs }) => meanOf(runs, ({ siloCount }) => siloCount.at(-1) ?? 0) },
  {
    title: 'converged',
    of: ({ runs }) => meanOf(runs, ({ convergence }) => ('at' in convergence ? 1 : 0)),
    expendable: 1,
  },
  {
    title: 't*',
    of: ({ runs }) =>
      meanOf(runs, ({ convergence }) => ('at' in convergence ? convergence.at : convergence.notBy)),
  },
  { title: 'faults', of: ({ runs }) => faultsOf(runs), expendable: 2 },
  { title: 'took', of: ({ runs }) => secondsOf(runs), expendable: 3 },
]

/** Share of the faulty answers of a model. */
function faultsOf(runs: readonly RunMetrics[]): string {
  const known = runs.flatMap(({ answers }) => answers ?? [])
  if (known.length === 0) return 'none'
  const answers = known.reduce((sum, one) => sum + one.answers, 0)
  const faulty = known.reduce((sum, one) => sum + one.faultRate * one.answers, 0)
  return `${((100 * faulty) / answers).toFixed(1)} %`
}

/** Mean time that a run took. */
function secondsOf(runs: readonly RunMetrics[]): string {
  const known = runs.flatMap(({ cost }) => cost.seconds ?? [])
  if (known.length < runs.length || known.length === 0) return 'unknown'
  return inSeconds(known.reduce((sum, seconds) => sum + seconds, 0) / known.length)
}

function meanOf(runs: readonly RunMetrics[], of: (run: RunMetrics) => number): string {
  if (runs.length === 0) return 'none'
  return (runs.reduce((sum, run) => sum + of(run), 0) / runs.length).toFixed(2)
}

/** The mean number of silos at every time that all runs of a cell reach. */
function meanCounts(runs: readonly RunMetrics[]): readonly number[] {
  const length = runs.length === 0 ? 0 : Math.min(...runs.map(({ siloCount }) => siloCount.length))
  return Array.from({ length }, (_, t) => runs.reduce((sum, run) => sum + run.siloCount[t], 0) / runs.length)
}
