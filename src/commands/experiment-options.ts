import { availableParallelism } from 'node:os'
import { type Command, Option } from 'commander'
import { badInput } from '../core/errors.ts'
import { exitInterrupted } from './interruption.ts'
import { say } from './output.ts'
import type { ExperimentResult } from './run-experiment.ts'
import { addServingOptions, type ServingOptions } from './serving-options.ts'

/**
 * How calls to a language model are made. `strict`: one at a time, in a fixed order, after a warm-up call, which
 * is what a server with one slot needs to repeat itself; `statistical`: any number at a time, so that the seeds
 * are on record but claims are about distributions only.
 */
export type Mode = 'strict' | 'statistical'

/** Options of the commands that run something. */
export interface ExperimentOptions extends ServingOptions {
  readonly out: string
  readonly concurrency: number
  readonly mode: Mode
  /** Threads of the systems that compute by themselves. */
  readonly workers: number
  /** Whether steps are kept. */
  readonly trace: boolean
  /** Whether runs may go on with another model, prompt, corpus or embedder. */
  readonly allowMixed?: true
}

export function experimentOptions(command: Command): Command {
  return addServingOptions(command)
    .requiredOption('--out <folder>', 'where the runs go; the same command again does what is missing')
    .option('--concurrency <calls>', 'calls to a language model in flight', wholeNumber('concurrency'), 1)
    .addOption(
      new Option(
        '--mode <mode>',
        'calls to a language model: strict, one at a time in a fixed order after a warm-up call, or statistical',
      )
        .choices(['strict', 'statistical'] satisfies Mode[])
        .default('statistical' satisfies Mode),
    )
    .option(
      '--workers <threads>',
      'threads of all systems but language models',
      wholeNumber('workers'),
      availableParallelism(),
    )
    .option(
      '--allow-mixed',
      'go on with unfinished LLM runs though the model, its options, prompt, corpus or embedder changed; marked as mixed',
    )
    .option('--no-trace', 'keep the metrics of each run and no steps; an interrupted run starts again')
    .hook('preAction', (_, action) => checkMode(action.opts<ExperimentOptions>()))
}

/** @throws InputError where several calls at a time are asked for in mode strict */
export function checkMode({ mode, concurrency }: Pick<ExperimentOptions, 'mode' | 'concurrency'>): void {
  if (mode === 'strict' && concurrency > 1)
    throw badInput('concurrency', concurrency, '1, or mode statistical')
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
  say(`Stopped; what is in ${folder} is valid.`)
  process.exitCode = exitInterrupted
  return false
}
