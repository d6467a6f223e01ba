import { badInput } from '../core/errors.ts'
import type { Embedder } from '../llm/embedder.ts'
import type { PullProgress } from '../weights/models.ts'
import { hashEmbedder } from './hash-embedder.ts'

export interface EmbedderOptions {
  /** Told how far files that must first be fetched have come, in bytes. */
  readonly onProgress?: (progress: PullProgress) => void
}

/**
 * Opens the embedder that a design names.
 *
 * @throws InputError for a reference of an unknown kind
 * @throws FailureError where its model cannot be had
 */
export async function openEmbedder(reference: string, options: EmbedderOptions = {}): Promise<Embedder> {
  if (reference === 'hash') return hashEmbedder()
  if (reference.startsWith('transformers:')) {
    // Loaded only where it is needed: the library takes a while to start.
    const { openTransformersEmbedder } = await import('./transformers-embedder.ts')
    return openTransformersEmbedder(reference, options)
  }
  throw badInput('embedder', reference, 'transformers:ORG/NAME, hash')
}
