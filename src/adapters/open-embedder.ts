import { createHash } from 'node:crypto'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { badInput } from '../core/errors.ts'
import type { Embedder } from '../llm/embedder.ts'
import { cacheFolder } from '../weights/cache-folder.ts'
import type { PullProgress } from '../weights/models.ts'
import { hashEmbedder } from './hash-embedder.ts'
import { ollamaForm } from './ollama-reference.ts'
import { patiently } from './patiently.ts'
import { rememberingEmbedder } from './remembering-embedder.ts'
import { defaultServing, openingPatience, type Serving } from './serving.ts'
import { transformersForm } from './transformers-files.ts'
import type { TransientError } from './transient-error.ts'
import { vectorStore } from './vector-store.ts'

export interface EmbedderSettings {
  readonly serving?: Serving
  /** Told how far files that must first be fetched have come, in bytes. */
  readonly onProgress?: (progress: PullProgress) => void
  /** Told, once each, what a user should know. */
  readonly onNotice?: (message: string) => void
  /** Told of every failure of a server that will be tried again. */
  readonly onFault?: (fault: TransientError) => void
}

/**
 * Opens the embedder that a design names. No distinct text is embedded twice.
 *
 * @throws InputError for a reference of an unknown kind
 * @throws FailureError where its model cannot be had
 */
export async function openEmbedder(reference: string, settings: EmbedderSettings = {}): Promise<Embedder> {
  const { serving = defaultServing, onNotice = () => {} } = settings
  const { embeddingCache: cache } = serving
  if (reference === 'hash') return hashEmbedder()
  if (reference.startsWith('transformers:')) {
    // Loaded only where it is needed: the library takes a while to start.
    const { openTransformersEmbedder } = await import('./transformers-embedder.ts')
    const embedder = await openTransformersEmbedder(reference, settings)
    // Another kind of processor may round another way.
    const where = [process.platform, process.arch, cpus()[0]?.model ?? '']
    return rememberingEmbedder(embedder, cache ? storeFor(embedder, where, onNotice) : null)
  }
  if (reference.startsWith('ollama:')) {
    const { openOllamaEmbedder } = await import('./ollama-embedder.ts')
    const { limits, patience, keepAlive, pull } = serving
    const options = { ...settings, limits, patience, keepAlive, pull }
    const embedder = await patiently(() => openOllamaEmbedder(reference, options), {
      patience: openingPatience(patience),
    })
    return rememberingEmbedder(embedder, cache ? storeFor(embedder, [], onNotice) : null)
  }
  throw badInput('embedder', reference, `${transformersForm}, ${ollamaForm}[?prefix=TEXT&dimensions=N], hash`)
}

/** The folder of an embedder's vectors goes by everything that they may depend on. */
function storeFor({ identity }: Embedder, where: readonly string[], onNotice: (message: string) => void) {
  const key = JSON.stringify([identity.digest, identity.details, where])
  const name = createHash('sha256').update(key).digest('hex').slice(0, 32)
  return vectorStore(join(cacheFolder(), 'embeddings', name), onNotice)
}
