import { render } from 'preact-render-to-string'
import type { Cell } from './cells.ts'
import type { Figure } from './figures/figure.ts'
import { panelAttributes } from './figures/panel.ts'
import { figures } from './figures.ts'
import { cellName } from './format.ts'
import { inertText } from './inert-text.ts'
import type { ReportData } from './report-data.ts'
import type { SiloColors } from './silo-colors.ts'
import { inBothThemes } from './standalone-colors.ts'
import { fonts } from './theme.ts'
import { viewOf } from './view.ts'

/** A figure to be written beside the page. */
export interface FigureFile {
  /** File name, `<figure>.svg`, or `<figure>-<cell>.svg` where there are several cells. */
  readonly name: string
  readonly svg: string
}

/** Every figure of the report as an SVG file that stands alone: it brings its colors of both themes. */
export function figureFiles(data: Pick<ReportData, 'runs'>): readonly FigureFile[] {
  const { cells, colors } = viewOf(data)
  return cells.flatMap((cell) =>
    figures.map((figure) => ({
      name: cells.length === 1 ? `${figure.id}.svg` : `${figure.id}-${cell.id}.svg`,
      svg: inertText(
        `${inBothThemes(render(<Standalone figure={figure} cell={cell} colors={colors} />), colors)}\n`,
      ),
    })),
  )
}

const margin = 20
const titleHeight = 34
const headingHeight = 22
const between = 28

function Standalone({ figure, cell, colors }: { figure: Figure; cell: Cell; colors: SiloColors }) {
  const panels = figure.draw(cell, colors)
  const title = `${figure.title}, ${cellName(cell)}`
  const top = margin + titleHeight + headingHeight
  const width = panels.reduce((sum, panel) => sum + panel.width + between, 2 * margin - between)
  const height = Math.max(...panels.map((panel) => panel.height)) + top + margin
  const descriptions = panels.map(({ ensemble, description }) => `${ensemble.series.label}: ${description}`)
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-labelledby="title description"
      fill="var(--ink)"
      font-family={fonts}
    >
      <title id="title">{title}</title>
      <desc id="description">{[figure.caption(cell), ...descriptions].join(' ')}</desc>
      <rect width={width} height={height} fill="var(--paper)" />
      <text x={margin} y={margin + 14} font-size={16} font-weight={600}>
        {title}
      </text>
      {panels.map((panel, place) => {
        const left = margin + place * (panel.width + between)
        return (
          <g key={panel.ensemble.series.key}>
            <text x={left} y={top - 8} font-size={13} font-weight={600}>
              {panel.ensemble.series.label}
            </text>
            <g
              {...panelAttributes}
              transform={`translate(${left},${top})`}
              // drawn by us; texts in it were escaped by linkedom
              dangerouslySetInnerHTML={{ __html: panel.elements }}
            />
          </g>
        )
      })}
    </svg>
  )
}
