import { type Stream, streamAt } from '../core/random.ts'
import type { Cell } from './ensemble.ts'
import { drawResamples, type Resamples } from './resample.ts'
import type { ComparisonSpec } from './spec.ts'

/** The runs of one cell in both ensembles, on one clock up to one horizon. */
export interface CellRuns<Run> {
  readonly a: readonly Run[]
  readonly b: readonly Run[]
  /** Whether run i of a and run i of b share their schedule. */
  readonly paired: boolean
  readonly horizon: number
  /** The last time that all runs of either side reach: on another clock more of one may be needed. */
  readonly reach: { readonly a: number; readonly b: number }
}

/** What all comparisons of a cell share. */
export interface CellPlan {
  readonly spec: ComparisonSpec
  readonly resamples: Resamples
  /** A stream for one purpose: what is drawn for one metric changes no other. */
  readonly streamFor: (purpose: string) => Stream
}

/** Sizes of the samples behind a difference: of pairs there is one. */
export const sizesOf = ({ a, b, paired }: CellRuns<unknown>): readonly number[] =>
  paired ? [a.length] : [a.length, b.length]

/** A cell has random draws of its own: its intervals do not depend on which others are there. */
export function planCell(
  cell: Pick<Cell, 'mirror' | 'neighbors'>,
  runs: CellRuns<unknown>,
  spec: ComparisonSpec,
): CellPlan {
  const streamFor = (purpose: string) => streamAt(spec.seed, 'compare', cell.mirror, cell.neighbors, purpose)
  const sizes = { a: runs.a.length, b: runs.b.length }
  return {
    spec,
    resamples: drawResamples(sizes, runs.paired, spec.resamples, streamFor('resamples')),
    streamFor,
  }
}
