import { env, LogLevel, pipeline } from '@xenova/transformers'
import pLimit from 'p-limit'
import { badInput, FailureError, messageOf } from '../core/errors.ts'
import type { Embedder } from '../llm/embedder.ts'
import type { PullProgress } from '../weights/models.ts'
import { embedderReference } from './embedder-options.ts'
import { leadingDimensions } from './matryoshka.ts'
import { filesOf, type ModelFiles } from './transformers-files.ts'

export interface TransformersOptions {
  /** Told how far files that must first be fetched have come, in bytes. */
  readonly onProgress?: (progress: PullProgress) => void
  /** Told, once, what a user should know. */
  readonly onNotice?: (message: string) => void
}

/**
 * Opens a sentence embedder that runs inside this process: the mean of the token vectors, scaled to length 1.
 *
 * One text at a time, because with 8-bit weights a vector depends on the texts it is batched with, and on one
 * thread. A text that is longer than the model reads is embedded by its beginning, and that is said.
 *
 * @param reference `transformers:ORG/NAME[@REVISION][?prefix=TEXT&dimensions=N&dtype=TYPE]`
 * @throws InputError for a reference of another form, or more dimensions than the model has
 * @throws FailureError where the model cannot be had or loaded
 */
export async function openTransformersEmbedder(
  reference: string,
  { onProgress = () => {}, onNotice = () => {} }: TransformersOptions = {},
): Promise<Embedder> {
  const { name, options } = embedderReference(reference, ['prefix', 'dimensions', 'dtype'])
  const { prefix, dimensions } = options
  const files = await filesOf(name, options.dtype, onProgress)
  const extract = await loading(() => load(reference, files))
  const limit = pLimit(1)
  const longest = Number(extract.tokenizer.model_max_length)
  let cutBefore = false

  async function vectorOf(text: string): Promise<Float32Array> {
    const whole = prefix + text
    noticeCut(whole)
    const { data } = await extract(whole, { pooling: 'mean', normalize: dimensions === null })
    const full = Float32Array.from(data as Float32Array)
    const vector = dimensions === null ? full : leadingDimensions(full, dimensions)
    if (vector.every(Number.isFinite)) return vector
    throw new FailureError(`${reference} gave a vector that is not finite for ${JSON.stringify(text)}`)
  }

  /** A token has at least one character, so most texts need not be counted. */
  function noticeCut(text: string): void {
    if (cutBefore || text.length <= longest - 2) return
    const tokens = extract.tokenizer.encode(text).length
    if (tokens <= longest) return
    cutBefore = true
    onNotice(
      `${name} reads ${longest} tokens: a text of ${tokens} is embedded by its beginning, as all such are`,
    )
  }

  const { length } = await limit(() => vectorOf('a flower'))
  if (dimensions !== null && length < dimensions) {
    await extract.dispose()
    throw badInput('embedder', reference, `at most the ${length} dimensions of the model`)
  }
  return {
    reference,
    identity: {
      digest: files.digest,
      details: {
        library: `transformers.js ${env.version}`,
        dtype: files.dtype,
        revision: files.revision,
        files: [...files.hashes].map(([path, hash]) => `${path} ${hash}`).join('\n'),
        pooling: 'mean',
        prefix,
        dimensions: length,
        cut: dimensions === null ? null : 'layer norm, slice, normalise',
        longest,
      },
    },
    embed: (texts) => Promise.all(texts.map((text) => limit(() => vectorOf(text)))),
    close: () => extract.dispose(),
  }
}

/** The library's settings are global, so one model is loaded at a time. */
const loading = pLimit(1)

async function load(reference: string, files: ModelFiles) {
  // By itself the library would fetch, and keep what it fetched inside node_modules.
  env.allowRemoteModels = false
  env.useFSCache = false
  env.localModelPath = files.parent
  env.logLevel = LogLevel.NONE
  try {
    return await pipeline('feature-extraction', files.name, {
      dtype: files.dtype,
      device: 'cpu',
      session_options: { intraOpNumThreads: 1, interOpNumThreads: 1 },
    })
  } catch (error) {
    throw new FailureError(`${reference} cannot be loaded from ${files.parent}: ${messageOf(error)}`)
  }
}
