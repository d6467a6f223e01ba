import { InputError } from '../core/errors.ts'
import { streamAt } from '../core/random.ts'
import { compareCell } from './compare-cells.ts'
import type { Comparison } from './comparison.ts'
import { cellsOf, type Ensemble } from './ensemble.ts'

/** How two ensembles are compared. */
export interface ComparisonOptions {
  readonly level: number
  readonly resamples: number
  readonly seed: number
}

export const defaultComparison: ComparisonOptions = { level: 0.95, resamples: 1000, seed: 1 }

/**
 * Compares two ensembles cell by cell of (mirror probability, neighbors). Each cell has random draws of its
 * own, so a cell's intervals do not depend on which others are there.
 *
 * @throws InputError where they have no cell in common
 */
export function compare(
  a: Ensemble,
  b: Ensemble,
  options: ComparisonOptions = defaultComparison,
): Comparison {
  const { level, resamples, seed } = options
  const cellsOfA = cellsOf(a)
  const cellsOfB = cellsOf(b)
  const cells = cellsOfA.flatMap((cell) => {
    const twin = cellsOfB.find((other) => other.mirror === cell.mirror && other.neighbors === cell.neighbors)
    const stream = streamAt(seed, 'compare', cell.mirror, cell.neighbors)
    return twin === undefined ? [] : [compareCell(cell, twin, { level, resamples, stream })]
  })
  if (cells.length === 0) {
    throw new InputError(
      `${a.label} and ${b.label} have no cell in common: ${cellNames(cellsOfA)} against ${cellNames(cellsOfB)}; ` +
        'accepted: runs with the same mirror and neighbors',
    )
  }
  const notes: string[] = []
  if (cells.length < Math.max(cellsOfA.length, cellsOfB.length)) {
    notes.push(`${cells.length} cells in common; a has ${cellsOfA.length} and b ${cellsOfB.length}.`)
  }
  return {
    a: { label: a.label, runs: a.runs.length },
    b: { label: b.label, runs: b.runs.length },
    level,
    resamples,
    cells,
    notes,
  }
}

const cellNames = (cells: readonly { mirror: number; neighbors: number }[]) =>
  cells.map(({ mirror, neighbors }) => `(${mirror}, ${neighbors})`).join(' ')
