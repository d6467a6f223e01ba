import { existsSync, readFileSync } from 'node:fs'
import { Command } from 'commander'
import { InputError } from '../core/errors.ts'
import { type Grid, parseGrid } from '../experiment/grid.ts'
import { type ExperimentOptions, experimentOptions } from './experiment-options.ts'
import { exitInterrupted } from './interruption.ts'
import { plain, print, printJson, say } from './output.ts'
import { runSweep, type SweepResult } from './run-sweep.ts'
import { servingOf } from './serving-options.ts'
import { sweepTable } from './sweep-table.ts'

const exitIncomplete = 3

export function sweepCommand(): Command {
  const command = new Command('sweep')
    .description('run a grid of designs, each as often as there are replicates')
    .argument('<file>', 'YAML file of design options, each a value or a list; system: one or a list')
  experimentOptions(command).option('--json', 'print the metrics of all runs as JSON')
  return command.action(async (file: string, options: ExperimentOptions & { readonly json?: true }) => {
    const { out, allowMixed = false, ...settings } = options
    const grid = readGrid(file)
    const serving = servingOf(options)
    const result = await runSweep({ ...settings, serving, allowMixed, grid, folder: out })
    summarize(result, out)
    if (result.interrupted) return
    if (options.json) printJson(result.runs.flatMap(({ metrics }) => metrics ?? []))
    else print(sweepTable(result.runs, grid.varying))
  })
}

/** @throws InputError where it is not there, or is no grid */
export function readGrid(path: string): Grid {
  if (!existsSync(path)) throw new InputError(`${path}: no such file; accepted: a YAML file of a grid`)
  return parseGrid(readFileSync(path, 'utf8'), path)
}

/** Says what came of the runs, each reason of failure once, and sets the exit code. */
function summarize({ runs, interrupted }: SweepResult, folder: string): void {
  const failures = new Map<string, number>()
  const counts = { completed: 0, there: 0, stopped: 0, failed: 0, elsewhere: 0 }
  for (const { result } of runs) {
    counts[result.kind]++
    if (result.kind === 'failed') failures.set(result.failure, (failures.get(result.failure) ?? 0) + 1)
  }
  for (const [reason, times] of failures) say(`failed, ${times} of ${runs.length}: ${plain(reason)}`)
  const parts = [
    `${counts.completed} completed`,
    `${counts.there} complete before`,
    ...(counts.failed > 0 ? [`${counts.failed} failed`] : []),
    ...(counts.elsewhere > 0 ? [`${counts.elsewhere} under way in another process`] : []),
    ...(counts.stopped > 0 ? [`${counts.stopped} not run`] : []),
  ]
  say(`${runs.length} runs in ${folder}: ${parts.join(', ')}`)
  const incomplete = counts.failed + counts.stopped + counts.elsewhere > 0
  if (incomplete) say('What is there is valid; the same command does what is missing.')
  if (interrupted) process.exitCode = exitInterrupted
  else if (incomplete) process.exitCode = exitIncomplete
}
