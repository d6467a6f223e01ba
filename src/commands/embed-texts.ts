import { openEmbedder } from '../adapters/open-embedder.ts'
import { fetching } from './fetching.ts'

/** The vectors of some texts. The embedder is opened where there is one. */
export async function embedTexts(
  texts: readonly string[],
  reference: string,
): Promise<ReadonlyMap<string, Float32Array>> {
  const different = [...new Set(texts)]
  if (different.length === 0) return new Map()
  const embedder = await openEmbedder(reference, { onProgress: fetching() })
  try {
    const vectors = await embedder.embed(different)
    return new Map(different.map((text, i) => [text, vectors[i]]))
  } finally {
    await embedder.close()
  }
}
