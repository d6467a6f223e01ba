import type { Agent, Expression } from '../sim/agent.ts'
import { type AnswerRecord, textOf } from '../trace/record.ts'
import { type Asking, askModel } from './ask-model.ts'
import type { MemoryItem } from './corpus.ts'
import type { Embedder } from './embedder.ts'
import { renderPrompt } from './prompt.ts'

/** What all agents of a system share. */
export interface LlmCommons extends Asking {
  readonly embedder: Embedder
  readonly readFlower: (text: string) => number | null
}

/**
 * An agent that is a language model with a retrieval memory, as in the released code of Wang et al.
 * (2025): the retrieved item is found once, and every step overwrites it with what the agent heard.
 * There is no query (`copy`: the partner sends its own answer), and a message is a sentence.
 */
export class LlmAgent implements Agent<null, string> {
  /** The latest answer and its embedding. */
  answer = ''
  vector: Float32Array = new Float32Array(0)
  readonly memory: MemoryItem[]
  readonly #index: number
  readonly #retrieved: number
  readonly #commons: LlmCommons

  /** @param retrieved index of the memory item that is retrieved for the query */
  constructor(index: number, memory: readonly MemoryItem[], retrieved: number, commons: LlmCommons) {
    this.memory = [...memory]
    this.#index = index
    this.#retrieved = retrieved
    this.#commons = commons
  }

  async express(t: number): Promise<Expression<AnswerRecord>> {
    const { prompt, embedder, readFlower } = this.#commons
    const message = renderPrompt(prompt, this.memory[this.#retrieved].answer)
    const record = await askModel(this.#commons, message, { t, agent: this.#index, purpose: 'answer' })
    this.answer = textOf(record)
    const [vector] = await embedder.embed([this.answer])
    this.vector = vector
    const unreadable = record.fault === 'off-format' || record.fault === 'empty'
    return { silo: unreadable ? null : readFlower(this.answer), record }
  }

  ask(): null {
    return null
  }

  reply(): string {
    return this.answer
  }

  learn(message: string): void {
    this.memory[this.#retrieved] = { ...this.memory[this.#retrieved], answer: message }
  }
}
