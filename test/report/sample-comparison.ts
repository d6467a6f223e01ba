import { compare } from '../../src/compare/compare.ts'
import type { Comparison, Estimate } from '../../src/compare/comparison.ts'
import { comparisonSpecSchema } from '../../src/compare/spec.ts'
import { convergingAt, runOf } from '../compare/run-of.ts'

/** Estimates that a test wants to see in every cell. */
export interface WantedEstimates {
  readonly a: Estimate
  readonly b: Estimate
  readonly difference: Estimate
}

const spec = comparisonSpecSchema.parse({ resamples: 100, permutations: 100 })

/** A real comparison of made-up runs, with these estimates in place of its own. */
export function comparisonOf(of: WantedEstimates, runs: number, cells = 1): Comparison {
  const ensemble = (system: string) => ({
    label: system,
    runs: Array.from({ length: cells }, (_, i) =>
      Array.from({ length: runs }, (_, replicate) =>
        runOf(convergingAt(2 + replicate, 3), { system, neighbors: i + 1, replicate, seed: 1 }),
      ),
    ).flat(),
  })
  const made = compare(ensemble('llm'), ensemble('gmm'), spec)
  return {
    ...made,
    cells: made.cells.map((cell, i) => ({
      ...cell,
      metrics: {
        ...cell.metrics,
        finalSiloCount: { ...cell.metrics.finalSiloCount, ...of },
        restrictedMeanConvergence: { ...cell.metrics.restrictedMeanConvergence, ...of },
        trajectory: { ...cell.metrics.trajectory, ...of },
      },
      notes: ['A note on every cell.', `A note on cell ${i + 1}.`],
    })),
    notes: ['A note on all.'],
  }
}
