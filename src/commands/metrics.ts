import { Command } from 'commander'
import type { RunMetrics } from '../metrics/run-metrics.ts'
import { compactTable, type TextColumn } from './compact-table.ts'
import { plain, print, printJson } from './output.ts'
import { siloCurve } from './silo-curve.ts'
import { storedMetrics } from './stored-runs.ts'
import { type Terminal, terminal } from './terminal.ts'

export function metricsCommand(): Command {
  return new Command('metrics')
    .description('measure runs: silos (the curve is logarithmic), stability, convergence')
    .argument('<folders...>', 'folders of runs')
    .option('--json', 'print JSON')
    .action((folders: string[], options: { readonly json?: true }) => {
      const metrics = storedMetrics(folders)
      if (options.json) printJson(metrics)
      else print(metricsTable(metrics))
    })
}

/** What the silos do at the end, and whether the run is less than one whole run of one design. */
function patternAndState({ pattern, complete, mixed, siloCount }: RunMetrics): string {
  const open = complete ? [] : [`incomplete at t = ${siloCount.length - 1}`]
  return [pattern, ...open, ...(mixed ? ['mixed inputs'] : [])].join(', ')
}

/** One line a run, for people. */
/** One line a run, for people. */
export function metricsTable(metrics: readonly RunMetrics[], place: Terminal = terminal()): string {
  return compactTable(
    metrics,
    columns,
    siloCurve<RunMetrics>(({ siloCount }) => siloCount),
    place,
  )
}

const columns: readonly TextColumn<RunMetrics>[] = [
  { title: 'run', of: ({ run }) => plain(run) },
  { title: 'silos', of: ({ siloCount }) => String(siloCount.at(-1)) },
  {
    title: 'effective',
    of: ({ effectiveSilos }) => effectiveSilos.at(-1)?.toFixed(2) ?? 'none',
    expendable: 2,
  },
  {
    title: 't*',
    of: ({ convergence }) => ('at' in convergence ? String(convergence.at) : `not by ${convergence.notBy}`),
  },
  { title: 'last change', of: ({ lastChange }) => String(lastChange ?? 'none'), expendable: 4 },
  { title: 'pattern', of: patternAndState },
  { title: 'stability', of: ({ stability }) => mean(stability).toFixed(3), expendable: 3 },
  { title: 'faults', of: ({ faults }) => String(faults), expendable: 1 },
]

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1)
