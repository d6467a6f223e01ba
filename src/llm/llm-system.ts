import { streamAt } from '../core/random.ts'
import { argmax, dotProduct, squaredDistance } from '../core/vectors.ts'
import type { AgentSystem } from '../sim/agent.ts'
import { type Corpus, startingMemory } from './corpus.ts'
import type { Embedder } from './embedder.ts'
import { type FlowerReader, flowerReader } from './flowers.ts'
import type { LanguageModel } from './language-model.ts'
import { LlmAgent } from './llm-agent.ts'
import type { Prompt } from './prompt.ts'

/** What the LLM system needs to know of a design. */
export interface LlmSystemDesign {
  readonly agents: number
  /** Items in an agent's memory. */
  readonly memory: number
  readonly seed: number
  readonly retries: number
  readonly reader: FlowerReader
}

/** The parts that an LLM system is made of. */
export interface LlmParts {
  readonly model: LanguageModel
  readonly embedder: Embedder
  readonly prompt: Prompt
  readonly corpus: Corpus
}

/**
 * The LLM system as the authors released it. Before t = 0 each agent retrieves, once, the memory item
 * whose question has the largest dot product with the query.
 */
export async function llmSystem(
  design: LlmSystemDesign,
  replicate: number,
  parts: LlmParts,
): Promise<AgentSystem<null, string>> {
  const { agents: size, memory, seed, retries, reader } = design
  const { model, embedder, prompt, corpus } = parts
  const commons = { model, embedder, prompt, retries, seed, replicate, readFlower: flowerReader(reader) }
  const [query] = await embedder.embed([prompt.query])
  const agents: LlmAgent[] = []
  for (let i = 0; i < size; i++) {
    const items = startingMemory(corpus, i, memory, streamAt(seed, replicate, 'corpus', i))
    const questions = await embedder.embed(items.map((item) => item.question))
    const retrieved = argmax(questions.map((question) => dotProduct(question, query)))
    agents.push(new LlmAgent(i, items, retrieved, commons))
  }
  const distances = new Float64Array(size)
  return {
    agents,
    distancesFrom(i) {
      for (let j = 0; j < size; j++) distances[j] = squaredDistance(agents[i].vector, agents[j].vector)
      return distances
    },
  }
}
