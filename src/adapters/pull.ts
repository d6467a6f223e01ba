import { type PullProgress, pullModel } from '../weights/models.ts'
import { embedderReference } from './embedder-options.ts'
import { pullOllama } from './ollama-pull.ts'
import { ollamaReference } from './ollama-reference.ts'
import { filesOf } from './transformers-files.ts'

/** Where a model is now, and where it came from. */
export interface Pulled {
  readonly place: string
  /** null: it was there. */
  readonly source: string | null
}

/**
 * Fetches what a reference stands for: a model of the catalogue (`NAME` or `gguf:NAME`), an embedder of the hub
 * (`transformers:ORG/NAME[@REVISION][?dtype=TYPE]`), or a model of an Ollama server
 * (`ollama:[ADDRESS#]NAME[:TAG]`), which fetches it itself.
 *
 * @throws InputError for a reference of another form, or a model that there is not
 * @throws FailureError where it cannot be had
 */
export async function pull(reference: string, onProgress: (progress: PullProgress) => void): Promise<Pulled> {
  if (reference.startsWith('ollama:')) {
    const place = ollamaReference('model', reference)
    await pullOllama(place, onProgress)
    return { place: `the server at ${place.address}`, source: "the server's registry" }
  }
  if (reference.startsWith('transformers:')) {
    const { name, options } = embedderReference(reference, ['dtype', 'prefix', 'dimensions'])
    const files = await filesOf(name, options.dtype, onProgress)
    return { place: `${files.parent}/${files.name}`, source: null }
  }
  const { folder, source } = await pullModel(reference.replace(/^gguf:/, ''), { onProgress })
  return { place: folder, source }
}
