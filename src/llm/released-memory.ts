import { argmax, dotProduct } from '../core/vectors.ts'
import type { MemoryItem } from './corpus.ts'
import type { Embedder } from './embedder.ts'
import type { Memory } from './memory.ts'

/**
 * The memory of the released code of Wang et al. (2025): for each question the item whose own question has the
 * largest dot product with it is found, once and for all. What the agent hears overwrites the item of the first
 * question, so the working memory is one sentence; items of other questions stay what they were.
 *
 * @param queries embeddings of the texts that are retrieved for, one a question
 */
export async function releasedMemory(
  items: readonly MemoryItem[],
  queries: readonly Float32Array[],
  embedder: Embedder,
): Promise<Memory> {
  const kept = items.map((item) => item.answer)
  const questions = await embedder.embed(items.map((item) => item.question))
  const retrieved = queries.map((query) => argmax(questions.map((question) => dotProduct(question, query))))
  return {
    context: (question) => kept[retrieved[question]],
    learn(sentence) {
      kept[retrieved[0]] = sentence
    },
  }
}
