import type { Cell, Ensemble } from '../cells.ts'
import type { SiloColors } from '../silo-colors.ts'

/** One drawing of a figure: that of one ensemble. */
export interface Panel {
  readonly ensemble: Ensemble
  /** What can be seen, for those who cannot see it. */
  readonly description: string
  readonly width: number
  readonly height: number
  /** The elements of the drawing, without the `svg` element around them. */
  readonly elements: string
}

/** A figure as data: one panel for each ensemble of a cell, all on the same axes. */
export interface Figure {
  /** Fit for an element id and a file name. */
  readonly id: string
  readonly title: string
  /** How to read it. */
  readonly caption: (cell: Cell) => string
  readonly draw: (cell: Cell, colors: SiloColors) => readonly Panel[]
}
