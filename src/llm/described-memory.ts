import { argmax, squaredDistance } from '../core/vectors.ts'
import type { MemoryRule } from '../sim/variants.ts'
import type { Embedder } from './embedder.ts'
import type { Memory } from './memory.ts'

/** A sentence and its embedding. */
export interface Sentence {
  readonly text: string
  readonly vector: Float32Array
}

/** How a memory of preset `described` works. */
export interface DescribedMemoryRules {
  /** Which sentence a new one replaces. */
  readonly memoryRule: MemoryRule
  /** How many sentences are retrieved for a question. */
  readonly retrieved: number
}

/**
 * The memory that the paper describes (Wang et al. 2025): r sentences about flowers. For each question, at
 * every step, the sentences nearest to it are retrieved from what the agent remembers at present; what it hears
 * replaces one sentence.
 *
 * @param texts the sentences at the start, oldest first
 * @param queries embeddings of the texts that are retrieved for, one a question
 */
export async function describedMemory(
  texts: readonly string[],
  queries: readonly Float32Array[],
  embedder: Embedder,
  { memoryRule, retrieved }: DescribedMemoryRules,
): Promise<Memory> {
  const vectors = await embedder.embed(texts)
  let sentences: readonly Sentence[] = texts.map((text, place) => ({ text, vector: vectors[place] }))
  return {
    context: (question) =>
      nearest(sentences, queries[question], retrieved)
        .map(({ text }) => text)
        .join('\n'),
    async learn(text) {
      const [vector] = await embedder.embed([text])
      sentences = withSentence(sentences, { text, vector }, memoryRule)
    },
  }
}

/**
 * The sentences at the smallest Euclidean distance from a query, the nearest first and of equally near ones the
 * older.
 *
 * @param sentences oldest first
 */
export function nearest(sentences: readonly Sentence[], query: Float32Array, count: number): Sentence[] {
  return sentences
    .map((sentence) => ({ sentence, distance: squaredDistance(sentence.vector, query) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, count)
    .map(({ sentence }) => sentence)
}

/**
 * The memory once a new sentence has taken the place of another: of the one farthest from it (Euclidean; of
 * equally far ones the oldest), of the oldest, or of the youngest. The new one is the youngest then.
 *
 * @param sentences oldest first, one or more
 */
export function withSentence(
  sentences: readonly Sentence[],
  heard: Sentence,
  rule: MemoryRule,
): readonly Sentence[] {
  return [...sentences.toSpliced(replaced(sentences, heard, rule), 1), heard]
}

function replaced(sentences: readonly Sentence[], heard: Sentence, rule: MemoryRule): number {
  switch (rule) {
    case 'farthest':
      return argmax(sentences.map(({ vector }) => squaredDistance(vector, heard.vector)))
    case 'oldest':
      return 0
    case 'newest':
      return sentences.length - 1
  }
}
