import { env, LogLevel, pipeline } from '@xenova/transformers'
import pLimit from 'p-limit'
import { FailureError, messageOf } from '../core/errors.ts'
import type { Embedder } from '../llm/embedder.ts'
import type { PullProgress } from '../weights/models.ts'
import { hubBase } from '../weights/registries.ts'
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
  const extract = await load(reference, files)
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
      digest: await files.digest(),
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

async function load(reference: string, files: ModelFiles) {
  // The library's own defaults lie inside node_modules; what it has to say comes as errors.
  env.localModelPath = files.localFolder
  env.cacheDir = files.hubFolder
  env.remoteHost = hubBase()
  env.logLevel = LogLevel.NONE
  try {
    return await pipeline('feature-extraction', files.name, {
      dtype: files.dtype,
      device: 'cpu',
      local_files_only: files.revision === null,
      session_options: { intraOpNumThreads: 1, interOpNumThreads: 1 },
      ...(files.revision !== null && { revision: files.revision }),
    })
  } catch (error) {
    const from = files.revision === null ? files.localFolder : `${hubBase()} at ${files.revision}`
    throw new FailureError(`${reference} cannot be loaded from ${from}: ${messageOf(error)}`)
  }
}
