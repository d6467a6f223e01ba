import { alignment } from './figures/comparison/alignment.ts'
import { convergence } from './figures/comparison/convergence.ts'
import { difference } from './figures/comparison/difference.ts'
import { ensembleMap } from './figures/comparison/ensemble-map.ts'
import { oneClock } from './figures/comparison/one-clock.ts'
import type { ComparisonFigure } from './figures/comparison/subject.ts'
import { trustMap } from './figures/comparison/trust-map.ts'

/** The figures of a comparison, in the order of the page. */
export const comparisonFigures: readonly ComparisonFigure[] = [
  trustMap,
  oneClock,
  difference,
  convergence,
  alignment,
  ensembleMap,
]
