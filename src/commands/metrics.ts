import { Command } from 'commander'
import type { RunMetrics } from '../metrics/run-metrics.ts'
import { plain, print, printJson, table } from './output.ts'
import { storedMetrics } from './stored-runs.ts'

export function metricsCommand(): Command {
  return new Command('metrics')
    .description('measure runs: silos, stability, convergence')
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
export function metricsTable(metrics: readonly RunMetrics[]): string {
  const head = ['run', 'silos', 'effective', 't*', 'last change', 'pattern', 'stability', 'faults']
  return table(
    head,
    metrics.map((run) => [
      plain(run.run),
      String(run.siloCount.at(-1)),
      run.effectiveSilos.at(-1)?.toFixed(2) ?? 'none',
      'at' in run.convergence ? String(run.convergence.at) : `not by ${run.convergence.notBy}`,
      run.lastChange === null ? 'none' : String(run.lastChange),
      patternAndState(run),
      (run.stability.reduce((sum, value) => sum + value, 0) / Math.max(run.stability.length, 1)).toFixed(3),
      String(run.faults),
    ]),
  )
}
