import { counts } from './figures/counts.ts'
import { countsGrid } from './figures/counts-grid.ts'
import type { CellFigure, GridFigure } from './figures/figure.ts'
import { finalSilos } from './figures/final-silos.ts'
import { membership } from './figures/membership.ts'
import { sizes } from './figures/sizes.ts'
import { stability } from './figures/stability.ts'
import { weights } from './figures/weights.ts'

/** The figures of a cell, in the order of the page. */
export const cellFigures: readonly CellFigure[] = [membership, sizes, weights, counts, stability]

/** The figures over all cells, in the order of the page. */
export const gridFigures: readonly GridFigure[] = [countsGrid, finalSilos]
