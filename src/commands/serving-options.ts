import type { Command } from 'commander'
import { defaultServing, type Serving } from '../adapters/serving.ts'
import { badInput } from '../core/errors.ts'

/** Options of the commands that ask model servers. */
export interface ServingOptions {
  readonly idleTimeout: number
  readonly loadTimeout: number
  readonly totalTimeout: number
  readonly patience: number
  readonly keepAlive?: string
  readonly pull?: true
  /** Whether vectors of texts are kept and taken from earlier runs. */
  readonly embeddingCache: boolean
}

/** Timers count in 32 bits of milliseconds. */
const longest = 2_000_000

export function addServingOptions(command: Command): Command {
  const { limits, patience } = defaultServing
  return command
    .option(
      '--idle-timeout <seconds>',
      'longest silence of a model server in a call, before it is asked again',
      seconds('idle-timeout'),
      limits.idleSeconds,
    )
    .option(
      '--load-timeout <seconds>',
      'the same, before the first answer: the server may be loading the model',
      seconds('load-timeout'),
      limits.loadSeconds,
    )
    .option(
      '--total-timeout <seconds>',
      'longest time of one call to a model server',
      seconds('total-timeout'),
      limits.totalSeconds,
    )
    .option(
      '--patience <seconds>',
      'how long a model server that is down in mid-run is waited for',
      seconds('patience'),
      patience.downSeconds,
    )
    .option(
      '--keep-alive <duration>',
      'how long an Ollama server keeps the model loaded after a call, such as 30m (default: as it is set up)',
      keepAlive,
    )
    .option('--pull', 'let an Ollama server fetch a model that it does not have')
    .option(
      '--no-embedding-cache',
      'neither keep vectors of texts for later runs nor use those of earlier ones',
    )
}

/** How model servers are treated, by the options of a command. */
export function servingOf(options: ServingOptions): Serving {
  return {
    limits: {
      idleSeconds: options.idleTimeout,
      loadSeconds: options.loadTimeout,
      totalSeconds: options.totalTimeout,
    },
    patience: { ...defaultServing.patience, downSeconds: options.patience },
    keepAlive: options.keepAlive ?? null,
    pull: options.pull === true,
    embeddingCache: options.embeddingCache,
  }
}

function seconds(name: string): (text: string) => number {
  return (text) => {
    const value = text.trim() === '' ? Number.NaN : Number(text)
    if (value > 0 && value <= longest) return value
    throw badInput(name, text, `seconds, above 0 and at most ${longest}`)
  }
}

function keepAlive(text: string): string {
  if (/^-?\d+$|^(\d+(\.\d+)?(ms|s|m|h))+$/.test(text)) return text
  throw badInput('keep-alive', text, 'a duration such as 90s, 30m or 24h, seconds, or -1: for ever')
}
