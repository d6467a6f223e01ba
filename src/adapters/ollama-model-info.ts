import { createHash } from 'node:crypto'
import type { Ollama } from 'ollama'
import { z } from 'zod'
import { FailureError } from '../core/errors.ts'
import type { Identity } from '../llm/language-model.ts'
import { type BeginMethod, beginMethodOf, stopsOf } from './ollama-begin.ts'
import { missingModel } from './ollama-faults.ts'

const tags = z.looseObject({ models: z.array(z.looseObject({ name: z.string(), digest: z.string() })) })
const about = z.looseObject({
  modelfile: z.string().default(''),
  parameters: z.string().default(''),
  template: z.string().default(''),
  system: z.string().default(''),
  messages: z.unknown().optional(),
  details: z
    .looseObject({ family: z.string().optional(), quantization_level: z.string().optional() })
    .default({}),
  capabilities: z.array(z.string()).default([]),
  model_info: z.record(z.string(), z.unknown()).default({}),
})
const server = z.looseObject({ version: z.string() })

/** What a server says of a model. */
export interface OllamaModelInfo {
  readonly identity: Identity
  /** Whether it would think before it answers unless told not to. */
  readonly thinks: boolean
  /** The tokens that it was trained to read; null where the server does not say. */
  readonly trainedContext: number | null
  readonly template: string
  readonly stops: readonly string[]
  readonly beginMethod: BeginMethod | null
}

/**
 * Asks a server which model stands behind a name.
 *
 * @throws InputError where the server has no such model
 * @throws FailureError where something other than an Ollama server answers
 */
export async function ollamaModelInfo(
  client: Ollama,
  address: string,
  model: string,
): Promise<OllamaModelInfo> {
  const { version } = checked(server, await client.version(), address, 'version')
  const { models } = checked(tags, await client.list(), address, 'tags')
  const listed = models.find(({ name }) => sameModel(name, model))
  if (listed === undefined)
    throw missingModel(
      address,
      model,
      models.map(({ name }) => name),
    )
  const shown = checked(about, await client.show({ model }), address, 'show')

  const { modelfile, parameters, template, system, messages, details, capabilities } = shown
  // The server writes parameters in no fixed order.
  const settings = parameters
    .split('\n')
    .map((line) => line.replace(/\s+/, ' ').trim())
    .sort()
  const architecture = shown.model_info['general.architecture']
  const trained = shown.model_info[`${architecture}.context_length`]
  return {
    identity: {
      digest: listed.digest,
      details: {
        server: version,
        quantization: details.quantization_level ?? null,
        family: details.family ?? null,
        weights: /^FROM .*sha256[-:]([0-9a-f]{64})\s*$/m.exec(modelfile)?.[1] ?? null,
        settings: hash({ template, system, messages, settings }),
      },
    },
    thinks: capabilities.includes('thinking'),
    trainedContext: typeof trained === 'number' ? trained : null,
    template,
    stops: stopsOf(parameters),
    beginMethod: beginMethodOf(template, modelfile, details.family ?? null),
  }
}

function sameModel(name: string, asked: string): boolean {
  const full = /:[^/]+$/.test(asked) ? asked : `${asked}:latest`
  return name.toLowerCase() === full.toLowerCase()
}

function checked<T>(schema: z.ZodType<T>, value: unknown, address: string, what: string): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new FailureError(
    `${address}/api/${what} does not answer like an Ollama server: ${parsed.error.message}`,
  )
}

function hash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16)
}
