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
    .looseObject({
      family: z.string().optional(),
      parameter_size: z.string().optional(),
      quantization_level: z.string().optional(),
    })
    .default({}),
  capabilities: z.array(z.string()).default([]),
  model_info: z.record(z.string(), z.unknown()).default({}),
})
const server = z.looseObject({ version: z.string() })

/** What is sent to a model so that it does not think aloud; absent for models that do not think. */
export type Think = false | 'low'

/** What a server says of a model. */
export interface OllamaModelInfo {
  readonly identity: Identity
  readonly think: Think | null
  /** The tokens that it was trained to read; null where the server does not say. */
  readonly trainedContext: number | null
  readonly template: string
  readonly stops: readonly string[]
  readonly beginMethod: BeginMethod | null
}

/**
 * The digest of a model: a hash over its weights, template, parameters and system message. The list has it, what
 * is shown of a model has not.
 *
 * @throws InputError where the server has no such model
 * @throws FailureError where something other than an Ollama server answers
 */
export async function ollamaDigest(client: Ollama, address: string, model: string): Promise<string> {
  const { models } = checked(tags, await client.list(), address, 'tags')
  const listed = models.find(({ name }) => sameModel(name, model))
  if (listed !== undefined) return listed.digest
  throw missingModel(
    address,
    model,
    models.map(({ name }) => name),
  )
}

/** Asks a server which model stands behind a name; throws as {@link ollamaDigest} does. */
export async function ollamaModelInfo(
  client: Ollama,
  address: string,
  model: string,
): Promise<OllamaModelInfo> {
  const { version } = checked(server, await client.version(), address, 'version')
  const digest = await ollamaDigest(client, address, model)
  const shown = checked(about, await client.show({ model }), address, 'show')

  const { modelfile, parameters, template, system, messages, details, capabilities, model_info } = shown
  const trained = model_info[`${model_info['general.architecture']}.context_length`]
  const think = thinkOf(capabilities, details.family ?? '')
  return {
    identity: {
      digest,
      details: {
        server: `ollama ${version} at ${address}`,
        family: details.family ?? null,
        size: details.parameter_size ?? null,
        quantization: details.quantization_level ?? null,
        weights: /^FROM .*sha256[-:]([0-9a-f]{64})\s*$/m.exec(modelfile)?.[1] ?? null,
        template,
        parameters: inOrder(parameters),
        system,
        messages: messages === undefined || messages === null ? null : JSON.stringify(messages),
        think: think === null ? null : String(think),
      },
    },
    think,
    trainedContext: typeof trained === 'number' ? trained : null,
    template,
    stops: stopsOf(parameters),
    beginMethod: beginMethodOf(template, modelfile, details.family ?? null),
  }
}

/** Models of the gpt-oss family cannot be kept from thinking; what they think stays apart from the answer. */
function thinkOf(capabilities: readonly string[], family: string): Think | null {
  if (!capabilities.includes('thinking')) return null
  return /^gpt-?oss$/.test(family) ? 'low' : false
}

/** The server writes the parameters of a model in no fixed order. */
function inOrder(parameters: string): string {
  return parameters
    .split('\n')
    .map((line) => line.replace(/\s+/, ' ').trim())
    .sort()
    .join('\n')
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
