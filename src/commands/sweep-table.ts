import { groupBy } from '../core/group-by.ts'
import type { Design } from '../design/design.ts'
import type { RunMetrics } from '../metrics/run-metrics.ts'
import { fieldKey } from './design-options.ts'
import { plain, table } from './output.ts'
import type { SweptRun } from './run-sweep.ts'

/** Fields that have a column of their own in any case. */
const always = ['system', 'mirror', 'neighbors'] as const

/**
 * One line a cell, for people: where it lies in the grid, its complete runs, and their means.
 *
 * @param varying names of the fields with several values
 */
export function sweepTable(runs: readonly SweptRun[], varying: readonly string[]): string {
  const others = varying.filter((name) => !always.some((fixed) => fixed === name))
  const columns = [...always, ...others]
  const cells = groupBy(runs, (run) => run.design)
  return table(
    [...columns, 'runs', 'silos', 'converged', 't*'],
    [...cells].map(([design, members]) => [
      ...columns.map((name) => shown(design, name)),
      ...means(members.flatMap(({ metrics }) => metrics ?? [])),
    ]),
  )
}

/** The value of a field in a design; systems that do not have the field show none. */
function shown(design: Design, name: string): string {
  const value = Object.entries(design).find(([key]) => key === fieldKey(name))?.[1] ?? null
  return value === null ? 'none' : plain(String(value))
}

/** Runs, mean number of silos at the horizon, share with one silo there, mean of min(t*, horizon). */
function means(runs: readonly RunMetrics[]): readonly string[] {
  if (runs.length === 0) return ['0', 'none', 'none', 'none']
  const mean = (of: (run: RunMetrics) => number) =>
    (runs.reduce((sum, run) => sum + of(run), 0) / runs.length).toFixed(2)
  return [
    String(runs.length),
    mean(({ siloCount }) => siloCount.at(-1) ?? 0),
    mean(({ convergence }) => ('at' in convergence ? 1 : 0)),
    mean(({ convergence }) => ('at' in convergence ? convergence.at : convergence.notBy)),
  ]
}
