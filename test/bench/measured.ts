/** One line of the benchmark. */
export interface Measured {
  readonly name: string
  /** Seconds a run, the median of several. */
  readonly seconds: number
  /** What it is measured against, in the same run. */
  readonly reference: string
  /** How many times faster than the reference; null where the reference would take too long. */
  readonly ratio: number | null
}
