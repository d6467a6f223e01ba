import type { DrawnReport } from './draw-report.ts'
import { cellName } from './format.ts'
import { standaloneSvg } from './standalone-figure.tsx'

/** A figure to be written beside the page. */
export interface FigureFile {
  /** File name without its ending: `<figure>`, or `<figure>-<cell>` where there are several cells. */
  readonly name: string
  readonly svg: string
}

/** Every figure of the report as an SVG document that stands alone. */
export function figureFiles(report: DrawnReport): readonly FigureFile[] {
  const { overview, compared, figures, cells, colors } = report
  const ofCells = cells.flatMap((cell) =>
    (figures.get(cell.id) ?? []).map((figure) => ({
      name: cells.length === 1 ? figure.id : `${figure.id}-${cell.id}`,
      svg: standaloneSvg(figure, `${figure.title}, ${cellName(cell)}`, colors),
    })),
  )
  const overAll = [...overview, ...compared].map((figure) => ({
    name: figure.id,
    svg: standaloneSvg(figure, figure.title, colors),
  }))
  return [...overAll, ...ofCells]
}
