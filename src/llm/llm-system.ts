import { streamAt } from '../core/random.ts'
import type { AgentSystem } from '../sim/agent.ts'
import { type Corpus, startingMemory, startingSentences } from './corpus.ts'
import { type DescribedMemoryRules, describedMemory } from './described-memory.ts'
import type { Embedder } from './embedder.ts'
import { type FlowerReader, flowerReader } from './flowers.ts'
import type { LanguageModel } from './language-model.ts'
import { type Heard, LlmAgent } from './llm-agent.ts'
import type { Memory } from './memory.ts'
import { squaredPerspectiveDistance } from './perspective.ts'
import type { Prompt } from './prompt.ts'
import { releasedMemory } from './released-memory.ts'
import type { ReplyTemplate } from './template.ts'

/** Which description of the system: as the authors released it, or as their paper describes it. */
export type PresetDesign =
  | { readonly preset: 'released' }
  | ({ readonly preset: 'described' } & DescribedMemoryRules)

/** What the LLM system needs to know of a design. */
export type LlmSystemDesign = PresetDesign & {
  readonly agents: number
  /** Items in an agent's memory. */
  readonly memory: number
  readonly seed: number
  readonly retries: number
  readonly reader: FlowerReader
  /** How many of the prompt's questions are asked at every time; absent: the first alone. */
  readonly questions?: number
}

/** The parts that an LLM system is made of. */
export interface LlmParts {
  readonly model: LanguageModel
  readonly embedder: Embedder
  readonly prompt: Prompt
  /** How partners are asked; null: they are not, and their own answers are copied. */
  readonly reply: ReplyTemplate | null
  readonly corpus: Corpus
}

/** The LLM system: agents that start with different flowers and answer the same questions at every time. */
export async function llmSystem(
  design: LlmSystemDesign,
  replicate: number,
  parts: LlmParts,
): Promise<AgentSystem<string | null, Heard>> {
  const { agents: size, seed, retries, reader } = design
  const { model, embedder, reply } = parts
  const questions = questionsOf(design, parts.prompt)
  const commons = {
    model,
    embedder,
    questions,
    reply,
    retries,
    seed,
    replicate,
    readFlower: flowerReader(reader),
  }
  const queries = await embedder.embed(questions.map((question) => question.query))
  const agents: LlmAgent[] = []
  for (let i = 0; i < size; i++) {
    agents.push(new LlmAgent(i, await memoryOf(design, replicate, i, queries, parts), commons))
  }
  const distances = new Float64Array(size)
  return {
    agents,
    distancesFrom(i) {
      for (let j = 0; j < size; j++) {
        distances[j] = squaredPerspectiveDistance(agents[i].vectors, agents[j].vectors)
      }
      return distances
    },
    messageRecord: ({ record }) => record,
  }
}

/**
 * The questions of a run: the first of the prompt's, as many as the design asks for.
 *
 * @throws RangeError where the prompt has fewer
 */
export function questionsOf(
  { questions: asked = 1 }: Pick<LlmSystemDesign, 'questions'>,
  { questions }: Prompt,
): Prompt['questions'] {
  if (asked > questions.length) {
    throw new RangeError(`questions: got ${asked}, expected at most the prompt's ${questions.length}`)
  }
  const [first, ...further] = questions
  return [first, ...further.slice(0, asked - 1)]
}

function memoryOf(
  design: LlmSystemDesign,
  replicate: number,
  agent: number,
  queries: readonly Float32Array[],
  { corpus, embedder }: LlmParts,
): Promise<Memory> {
  const stream = streamAt(design.seed, replicate, 'corpus', agent)
  switch (design.preset) {
    case 'released':
      return releasedMemory(startingMemory(corpus, agent, design.memory, stream), queries, embedder)
    case 'described': {
      const sentences = startingSentences(corpus, agent, design.memory, stream)
      return describedMemory(sentences, queries, embedder, design)
    }
  }
}
