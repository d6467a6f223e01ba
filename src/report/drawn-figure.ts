import type { DrawingTools, Figure, LegendItem, Panel } from './figures/figure.ts'

/** A figure of one subject, drawn. */
export interface DrawnFigure {
  readonly id: string
  readonly title: string
  readonly caption: string
  readonly legend: readonly LegendItem[]
  /** Panels in a row, where there is room. */
  readonly columns: number
  readonly panels: readonly Panel[]
}

/** Draws those of the figures for which the subject has what they need. */
export function drawFigures<Subject>(
  figures: readonly Figure<Subject>[],
  subject: Subject,
  tools: DrawingTools,
): readonly DrawnFigure[] {
  return figures
    .filter((figure) => figure.applies(subject))
    .map((figure) => ({
      id: figure.id,
      title: figure.title,
      caption: figure.caption(subject),
      legend: figure.legend?.(subject) ?? [],
      columns: figure.columns(subject),
      panels: figure.draw(subject, tools),
    }))
}
