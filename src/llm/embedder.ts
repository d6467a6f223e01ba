import type { Identity } from './language-model.ts'

/** The port behind which every sentence embedder stands. */
export interface Embedder {
  /** The reference that opened it, such as `transformers:Xenova/all-MiniLM-L6-v2`. */
  readonly reference: string
  readonly identity: Identity
  /**
   * One vector a text, all of the same length and finite. Equal texts give equal vectors, whatever their
   * company; nobody may change a vector.
   *
   * @throws FailureError where a text cannot be embedded
   */
  embed(texts: readonly string[]): Promise<readonly Float32Array[]>
  close(): Promise<void>
}
