import { env, LogLevel, pipeline } from '@xenova/transformers'
import pLimit from 'p-limit'
import { FailureError, messageOf } from '../core/errors.ts'
import type { Embedder } from '../llm/embedder.ts'
import type { PullProgress } from '../weights/models.ts'
import { filesOf, type ModelFiles } from './transformers-files.ts'

export interface TransformersOptions {
  /** Put before every text: the task prefix that some models ask for, such as `clustering: `. */
  readonly prefix?: string
  /** Told how far files that must first be fetched have come, in bytes. */
  readonly onProgress?: (progress: PullProgress) => void
}

/**
 * Opens a sentence embedder that runs inside this process: mean of the token vectors, scaled to length 1.
 *
 * One text at a time, because with 8-bit weights a vector depends on the texts it is batched with, and on one
 * thread. Each distinct text is embedded once; equal texts share one vector, which nobody may change.
 *
 * @param reference `transformers:ORG/NAME[@REVISION]`
 * @throws InputError for a reference of another form
 * @throws FailureError where the model cannot be had or loaded
 */
export async function openTransformersEmbedder(
  reference: string,
  { prefix = '', onProgress = () => {} }: TransformersOptions = {},
): Promise<Embedder> {
  const files = await filesOf(reference, onProgress)
  const extract = await loading(() => load(reference, files))
  const limit = pLimit(1)
  const vectors = new Map<string, Promise<Float32Array>>()

  async function vectorOf(text: string): Promise<Float32Array> {
    const { data } = await extract(prefix + text, { pooling: 'mean', normalize: true })
    const vector = Float32Array.from(data as Float32Array)
    if (vector.every(Number.isFinite)) return vector
    throw new FailureError(`${reference} gave a vector that is not finite for ${JSON.stringify(text)}`)
  }

  return {
    reference,
    identity: {
      digest: files.digest,
      details: {
        library: `transformers.js ${env.version}`,
        dtype: files.dtype,
        revision: files.revision,
        pooling: 'mean',
        prefix,
      },
    },
    embed: (texts) =>
      Promise.all(
        texts.map((text) => {
          const vector = vectors.get(text) ?? limit(() => vectorOf(text))
          vectors.set(text, vector)
          return vector
        }),
      ),
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
