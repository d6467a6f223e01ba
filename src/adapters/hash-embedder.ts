import type { Embedder } from '../llm/embedder.ts'

/** Length of the vectors. */
const dimensions = 256

/**
 * An embedder without a model, for tests and quick trials: a bag of lower-cased words by feature hashing
 * (Weinberger et al. 2009). The hash of a word names its place and its sign; vectors have length 1, that of a
 * text without words is zero.
 */
export function hashEmbedder(): Embedder {
  return {
    reference: 'hash',
    identity: { digest: null, details: { dimensions, format: 1 } },
    embed: async (texts) => texts.map(hashVector),
    async close() {},
  }
}

/** The vector of one text. */
export function hashVector(text: string): Float32Array {
  const counts = new Float64Array(dimensions)
  for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{N}]+/gu)) {
    const hash = fnv1a(word)
    counts[hash % dimensions] += hash >>> 31 === 0 ? 1 : -1
  }
  const norm = Math.hypot(...counts)
  return Float32Array.from(counts, (count) => (norm === 0 ? 0 : count / norm))
}

const utf8 = new TextEncoder()

/** The 32-bit hash FNV-1a of a text's UTF-8 bytes (Fowler, Noll and Vo). */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (const byte of utf8.encode(text)) hash = Math.imul(hash ^ byte, 0x01000193)
  return hash >>> 0
}
