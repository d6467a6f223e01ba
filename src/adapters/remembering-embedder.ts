import { LRUCache } from 'lru-cache'
import type { Embedder } from '../llm/embedder.ts'
import type { VectorStore } from './vector-store.ts'

/** Texts whose vectors are kept in memory: those of many steps, in at most some megabytes. */
const mostInMemory = 4096

/**
 * The same embedder, but no text is embedded twice while its vector is still known: from memory, or from the
 * store. Equal texts share one vector. Every vector that is given out has been what the embedder itself gave.
 *
 * @param store null: memory alone
 */
export function rememberingEmbedder(embedder: Embedder, store: VectorStore | null): Embedder {
  const memory = new LRUCache<string, Promise<Float32Array>>({ max: mostInMemory })

  /** Vectors of different texts: those that the store has, and the others made together. */
  async function find(texts: readonly string[]): Promise<readonly Float32Array[]> {
    const stored = await Promise.all(texts.map((text) => store?.get(text) ?? null))
    const missing = texts.filter((_, i) => stored[i] === null)
    if (missing.length === 0) return stored.flatMap((vector) => vector ?? [])
    const made = new Map<string, Float32Array>()
    for (const [i, vector] of (await embedder.embed(missing)).entries()) made.set(missing[i], vector)
    if (store !== null) await Promise.all([...made].map(([text, vector]) => store.put(text, vector)))
    return texts.flatMap((text, i) => stored[i] ?? made.get(text) ?? [])
  }

  return {
    ...embedder,
    async embed(texts) {
      const unknown = [...new Set(texts)].filter((text) => !memory.has(text))
      const known = new Map(texts.flatMap((text) => entryOf(text, memory.get(text))))
      if (unknown.length > 0) {
        const found = find(unknown)
        for (const [i, text] of unknown.entries()) {
          const vector = found.then((vectors) => vectors[i])
          known.set(text, vector)
          memory.set(text, vector)
          // What failed may be asked for again; whoever asked now hears of it.
          vector.catch(() => memory.delete(text))
        }
      }
      return Promise.all(texts.flatMap((text) => known.get(text) ?? []))
    },
  }
}

function entryOf<T>(text: string, vector: T | undefined): [string, T][] {
  return vector === undefined ? [] : [[text, vector]]
}
