import type { Agent, Expression, MaybePromise } from '../sim/agent.ts'
import { type AnswerRecord, textOf } from '../trace/record.ts'
import { type Asking, askModel } from './ask-model.ts'
import type { Embedder } from './embedder.ts'
import type { Memory } from './memory.ts'
import type { Question } from './prompt.ts'
import type { ReplyTemplate } from './template.ts'

/** What all agents of a system share. */
export interface LlmCommons extends Asking {
  readonly embedder: Embedder
  /** What is asked at every time; silos and what is exchanged are those of the first. */
  readonly questions: readonly [Question, ...Question[]]
  /** How the asker's answer is put to its partner; null: nobody asks, and the partner's own answer is sent. */
  readonly reply: ReplyTemplate | null
  readonly readFlower: (text: string) => number | null
}

/** What an agent hears: its partner's answer, or the reply to its own with the record of that call. */
export interface Heard {
  readonly text: string
  readonly record: AnswerRecord | null
}

/**
 * An agent that is a language model with a retrieval memory (Wang et al. 2025). What it puts to its partner is
 * its own latest answer, null where partners copy. An agent that mirrors is its own partner: asked, it replies
 * to its own answer, as in Algorithm 1 with j = i.
 */
export class LlmAgent implements Agent<string | null, Heard> {
  /** The latest answer to the first question. */
  answer = ''
  /** Embeddings of the latest answers, one a question. */
  vectors: readonly Float32Array[] = []
  readonly #index: number
  readonly #memory: Memory
  readonly #commons: LlmCommons

  constructor(index: number, memory: Memory, commons: LlmCommons) {
    this.#index = index
    this.#memory = memory
    this.#commons = commons
  }

  async express(t: number): Promise<Expression<AnswerRecord>> {
    const { questions, embedder, readFlower } = this.#commons
    const [record, ...further] = await Promise.all(
      questions.map((question, place) => {
        const message = question.message.fill({ context: this.#memory.context(place) })
        const call = { t, agent: this.#index, purpose: 'answer', question: place } as const
        return askModel(this.#commons, question, message, call)
      }),
    )
    this.answer = textOf(record)
    this.vectors = await embedder.embed([record, ...further].map(textOf))
    const unreadable = record.fault !== undefined && record.fault !== 'truncated'
    return {
      silo: unreadable ? null : readFlower(this.answer),
      record: further.length === 0 ? record : { ...record, further },
    }
  }

  ask(): string | null {
    return this.#commons.reply === null ? null : this.answer
  }

  reply(query: string | null, t: number, asker: number): MaybePromise<Heard> {
    const { reply } = this.#commons
    if (reply === null || query === null) return { text: this.answer, record: null }
    return this.#replyTo(reply.fill({ context: this.#memory.context(0), message: query }), t, asker)
  }

  /** A reply is asked for as an answer is; what was said in the end is heard, a fault too. */
  async #replyTo(message: string, t: number, asker: number): Promise<Heard> {
    const call = { t, agent: asker, purpose: 'reply', question: 0 } as const
    const record = await askModel(this.#commons, this.#commons.questions[0], message, call)
    return { text: textOf(record), record }
  }

  learn({ text }: Heard): MaybePromise<void> {
    return this.#memory.learn(text)
  }
}
