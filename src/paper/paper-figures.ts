import { figure1 } from './figures/figure-1.ts'
import { figure3 } from './figures/figure-3.ts'
import { figure7 } from './figures/figure-7.ts'
import { tables } from './figures/tables.ts'
import type { PaperFigure } from './paper-figure.ts'

/** The figures and tables of the paper, in its order. */
export const paperFigures: readonly PaperFigure[] = [figure1, figure3, figure7, tables]
