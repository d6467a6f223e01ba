import type { CellRuns } from './cell-runs.ts'
import type { ComparedRun } from './ensemble.ts'
import type { RunCurves, ScalarMetric } from './scalar-metrics.ts'

/** One row a replicate, one column a cell. */
export type Rows = readonly (readonly number[])[]

/**
 * The values of a metric by replicate, where the same replicates went through every cell: what cells of one
 * replicate have in common (its schedule) then stays together. Null where a replicate is missing or there twice in
 * some cell, or a value is not determined.
 */
export function replicateRows(
  cells: readonly CellRuns<ComparedRun>[],
  side: 'a' | 'b',
  metric: ScalarMetric<RunCurves>,
): Rows | null {
  const keyOf = (run: ComparedRun) => `${run.seed}/${run.replicate}`
  const keys = cells[0][side].map(keyOf)
  if (new Set(keys).size < keys.length) return null
  const rows = keys.map((key) =>
    cells.map((cell) => {
      const same = cell[side].filter((run) => keyOf(run) === key)
      return same.length === 1 && cell[side].length === keys.length ? metric.of(same[0], cell.horizon) : null
    }),
  )
  return rows.every((row): row is number[] => row.every((value) => value !== null)) ? rows : null
}
