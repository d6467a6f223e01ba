import { figure1 } from './figures/figure-1.ts'
import { figure2 } from './figures/figure-2.ts'
import { figure3 } from './figures/figure-3.ts'
import { figure4 } from './figures/figure-4.ts'
import { figure5 } from './figures/figure-5.ts'
import { figure6 } from './figures/figure-6.ts'
import { figure7 } from './figures/figure-7.ts'
import { figure10 } from './figures/figure-10.ts'
import { figure8, figure9 } from './figures/figures-8-9.ts'
import { tables } from './figures/tables.ts'
import type { PaperFigure } from './paper-figure.ts'

/** The figures and tables of the paper, in its order. */
export const paperFigures: readonly PaperFigure[] = [
  figure1,
  figure2,
  figure3,
  figure4,
  figure5,
  figure6,
  figure7,
  figure8,
  figure9,
  figure10,
  tables,
]
