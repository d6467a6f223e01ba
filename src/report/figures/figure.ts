import type { PlotOptions } from '@observablehq/plot'
import type { CellValue } from '../../export/csv.ts'
import type { Cell, CellGrid } from '../cell.ts'
import type { SiloColors } from '../silo-colors.ts'
import type { SeriesStyle } from '../theme.ts'

/** What figures are drawn with: the document that makes the elements, and the colors of the page. */
export interface DrawingTools {
  readonly document: NonNullable<PlotOptions['document']>
  readonly colors: SiloColors
}

/** One drawing of a figure. */
export interface Panel {
  /** Unique in its figure; of a figure of a cell, the key of the ensemble that it shows. */
  readonly key: string
  readonly heading: string
  /** The cell that the panel is about, where the figure is about several. */
  readonly cell?: string
  /** What can be seen, for those who cannot see it. */
  readonly description: string
  readonly width: number
  readonly height: number
  /** The elements of the drawing, without the `svg` element around them. */
  readonly elements: string
}

/** The data of a figure, one row for each mark or more. */
export interface FigureTable {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly CellValue[])[]
}

/** What a line in a figure stands for. */
export interface LegendItem extends SeriesStyle {
  readonly label: string
  /** What is drawn in place of a line. */
  readonly symbol?: LegendSymbol
}

/** Single marks, and areas around a line. */
export type LegendSymbol = 'diamond' | 'dot' | 'area'

/** A symbol about the origin, as the `d` of a path. */
export const symbolPaths: Readonly<Record<LegendSymbol, string>> = {
  diamond: 'M0,-5.2L4.2,0L0,5.2L-4.2,0Z',
  dot: 'M-3,0a3,3 0 1,0 6,0a3,3 0 1,0 -6,0Z',
  area: 'M-12,-5H12V5H-12Z',
}

/** Only diamonds are hollow: they mark what comes from elsewhere. */
export function symbolStyle({ stroke, symbol }: Pick<LegendItem, 'stroke' | 'symbol'>) {
  if (symbol === 'diamond') return { fill: 'none', stroke, 'stroke-width': 1.8 }
  return { fill: stroke, 'fill-opacity': symbol === 'area' ? 0.2 : 0.6 }
}

/** A figure as data: what it is about, what it needs, what it draws. All panels are on the same axes. */
export interface Figure<Subject> {
  /** Fit for an element id and a file name. */
  readonly id: string
  readonly title: string
  /** Whether the subject has what the figure needs. */
  readonly applies: (subject: Subject) => boolean
  /** How to read it. */
  readonly caption: (subject: Subject) => string
  /** Where the panels themselves do not say what their lines are. */
  readonly legend?: (subject: Subject) => readonly LegendItem[]
  readonly draw: (subject: Subject, tools: DrawingTools) => readonly Panel[]
  /** Panels in a row, where there is room. */
  readonly columns: (subject: Subject) => number
  readonly table: (subject: Subject) => FigureTable
}

/** A figure of one cell: a panel for each ensemble. */
export type CellFigure = Figure<Cell>

/** A figure over all cells. */
export type GridFigure = Figure<CellGrid>
