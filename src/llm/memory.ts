import type { MaybePromise } from '../sim/agent.ts'

/** What an agent remembers, whichever preset says how. */
export interface Memory {
  /**
   * The text that a question is to be answered from.
   *
   * @param question its place among the questions of the run
   */
  context(question: number): string
  /** Takes in what the agent heard. */
  learn(sentence: string): MaybePromise<void>
}
