import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { Command } from 'commander'
import { badInput } from '../core/errors.ts'
import { experimentFields } from '../design/fields.ts'
import { usualEmbedder } from '../design/llm-design.ts'
import { wholeNumber } from './experiment-options.ts'
import { exitInterrupted } from './interruption.ts'
import { print, printJson, say } from './output.ts'

/** Options of `silotwin reproduce`. */
export interface ReproduceOptions {
  readonly out: string
  readonly figures?: string
  readonly quick?: true
  readonly replicates?: number
  readonly seed: number
  readonly workers: number
  readonly released?: string
  readonly embedder: string
  readonly png?: true
  readonly json?: true
}

export function reproduceCommand(): Command {
  return new Command('reproduce')
    .description("make the paper's figures and tables with its parameters, and check the published values")
    .argument('[ids...]', 'fig1 … fig10, tables, or all', [])
    .option('--figures <list>', 'the same as a list, such as 2,7')
    .option('--out <folder>', 'where figures, data and page go', 'results/paper')
    .option('--quick', 'fewer replicates')
    .option('--replicates <number>', 'so many replicates of every design', wholeNumber('replicates'))
    .option('--seed <number>', 'root seed of all random draws', seed, 1)
    .option(
      '--workers <threads>',
      'threads; they change nothing but the time it takes',
      wholeNumber('workers'),
      availableParallelism(),
    )
    .option(
      '--released <folder>',
      'runs of a language model for figures 2, 5, 8 and 9: imported answers, or your own runs',
    )
    .option('--embedder <reference>', 'what answers are embedded with', usualEmbedder)
    .option('--png', 'write the figures as PNG as well')
    .option('--json', 'print the checks as JSON')
    .action(async (ids: string[], options: ReproduceOptions) => {
      if (options.replicates !== undefined) checkReplicates(options.replicates)
      // Loaded only where it is needed: drawing takes a while to start.
      const { reproducePaper } = await import('./reproduce-paper.ts')
      const result = await reproducePaper([...ids, ...(options.figures?.split(',') ?? [])], options)
      if (result.interrupted) {
        say('Stopped; what is there is valid, and the same command does what is missing.')
        process.exitCode = exitInterrupted
        return
      }
      if (options.json) printJson(result.figures)
      else {
        for (const { label, verdict } of result.figures) print(`${label}: ${verdict}`)
        for (const { label, reason } of result.leftOut) print(`${label}: left out: ${reason}`)
        print(resolve(result.page))
      }
    })
}

function checkReplicates(given: number): void {
  const { schema, accepted } = experimentFields.replicates
  if (!schema.safeParse(given).success) throw badInput('replicates', given, accepted)
}

function seed(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isSafeInteger(value) || value < 0)
    throw badInput('seed', text, 'a whole number, 0 or more')
  return value
}
