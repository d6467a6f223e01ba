import { availableParallelism } from 'node:os'
import type { Command } from 'commander'
import { badInput } from '../core/errors.ts'
import { say } from './output.ts'
import type { ExperimentResult } from './run-experiment.ts'
import { addServingOptions, type ServingOptions } from './serving-options.ts'

/** Options of the commands that run something. */
export interface ExperimentOptions extends ServingOptions {
  readonly out: string
  readonly concurrency: number
  /** Threads of the systems that compute by themselves. */
  readonly workers: number
  /** Whether steps are kept. */
  readonly trace: boolean
}

export function experimentOptions(command: Command): Command {
  return addServingOptions(command)
    .requiredOption('--out <folder>', 'where the runs go; the same command again does what is missing')
    .option('--concurrency <calls>', 'calls to a language model in flight', wholeNumber('concurrency'), 1)
    .option(
      '--workers <threads>',
      'threads of all systems but language models',
      wholeNumber('workers'),
      availableParallelism(),
    )
    .option('--no-trace', 'keep the metrics of each run and no steps; an interrupted run starts again')
}

/** A parser for a flag that takes a whole number, 1 or more. */
export function wholeNumber(name: string): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (!Number.isSafeInteger(value) || value < 1) throw badInput(name, text, 'a whole number, 1 or more')
    return value
  }
}

/** Says how an experiment ended, and sets the exit code; false where there is more to do. */
export function finish(result: ExperimentResult, folder: string): boolean {
  if (result.there > 0) say(`complete before in ${folder}: ${result.there}`)
  if (!result.stopped) return true
  say(`Stopped; what is in ${folder} is valid. The same command goes on from there.`)
  process.exitCode = 130
  return false
}
