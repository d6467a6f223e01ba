import { z } from 'zod'
import { FailureError, InputError } from '../core/errors.ts'
import type { Identity } from '../llm/language-model.ts'
import type { OpenaiReference } from './openai-reference.ts'

/**
 * How a server is brought to continue an answer that was begun for it; no two servers agree on it.
 *
 * `template`: the server renders the chat with the model's template, and what it renders is continued as plain
 * text (llama-server). `final-message`: a chat that ends with the assistant's words, marked as unfinished
 * (vLLM).
 */
export type ContinueMethod = 'template' | 'final-message'

/** What a server says of itself and of a model. */
export interface OpenaiModelInfo {
  readonly identity: Identity
  /** The name that the server knows it by. */
  readonly model: string
  /** Tokens of prompt and answer together; null where the server does not say. */
  readonly contextSize: number | null
  /** null: there is no known way. */
  readonly continueMethod: ContinueMethod | null
}

const modelSchema = z.looseObject({
  id: z.string(),
  owned_by: z.string().optional(),
  aliases: z.array(z.string()).optional(),
  /** vLLM: the folder or name that the weights were loaded from. */
  root: z.string().nullish(),
  max_model_len: z.number().nullish(),
  /** llama-server: numbers of tokens, parameters, bytes. */
  meta: z.record(z.string(), z.unknown()).nullish(),
})
const modelsSchema = z.looseObject({ data: z.array(modelSchema) })
const propsSchema = z.looseObject({
  chat_template: z.string().optional(),
  build_info: z.string().optional(),
  total_slots: z.number().optional(),
})
const versionSchema = z.looseObject({ version: z.string() })

/** Asks for the JSON at an address. */
export type Ask = (address: string) => Promise<unknown>

/**
 * Asks a server which model stands behind a name.
 *
 * @throws InputError where the server has no such model
 * @throws FailureError where something other than an OpenAI-compatible server answers
 */
export async function openaiModelInfo(reference: OpenaiReference, ask: Ask): Promise<OpenaiModelInfo> {
  const { base, root, model } = reference
  const listed = modelsSchema.safeParse(await ask(`${base}/models`))
  if (!listed.success) {
    throw new FailureError(
      `${base}/models does not answer like an OpenAI-compatible server; is the URL right?`,
    )
  }
  const { data } = listed.data
  const names = [model, `${model}:latest`]
  const found = data.find(({ id, aliases = [] }) => names.includes(id) || aliases.includes(model))
  if (found === undefined) {
    const ids = data.slice(0, 10).map(({ id }) => id)
    throw new InputError(
      `model: the server at ${base} has no model ${JSON.stringify(model)}, accepted: ${ids.join(', ') || 'none, it has no model'}`,
    )
  }
  const owner = found.owned_by ?? null
  const common = { model: found.id, owner, weights: found.root ?? null }
  if (owner === 'llamacpp') {
    const props = propsSchema.parse(await ask(`${root}/props`))
    const context = found.meta?.n_ctx
    return {
      model: found.id,
      contextSize: typeof context === 'number' ? context : null,
      continueMethod: 'template',
      identity: {
        digest: null,
        details: {
          server: `llama-server ${props.build_info ?? ''} at ${base}, ${props.total_slots ?? '?'} slots`,
          ...common,
          about: found.meta == null ? null : JSON.stringify(found.meta),
          template: props.chat_template ?? null,
        },
      },
    }
  }
  const vllm = owner === 'vllm'
  const version = vllm ? versionSchema.parse(await ask(`${root}/version`)).version : null
  return {
    model: found.id,
    contextSize: found.max_model_len ?? null,
    continueMethod: vllm ? 'final-message' : null,
    identity: {
      digest: null,
      details: {
        server: `${version === null ? owner : `vllm ${version}`} at ${base}`,
        ...common,
      },
    },
  }
}
