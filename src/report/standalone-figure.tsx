import { render } from 'preact-render-to-string'
import { inertText } from '../core/inert-text.ts'
import type { DrawnFigure } from './drawn-figure.ts'
import { symbolPaths, symbolStyle } from './figures/figure.ts'
import { panelAttributes } from './figures/panel.ts'
import type { SiloColors } from './silo-colors.ts'
import { inBothThemes } from './standalone-colors.ts'
import { fonts } from './theme.ts'

/** A figure as an SVG document that stands alone: it brings its colors of both themes. */
export function standaloneSvg(figure: DrawnFigure, title: string, colors: SiloColors): string {
  const drawing = <Standalone figure={figure} title={title} />
  return inertText(`${inBothThemes(render(drawing), colors)}\n`)
}

const margin = 20
const titleHeight = 34
const headingHeight = 22
const legendHeight = 24
const between = { columns: 28, rows: 14 }

function Standalone({ figure, title }: { figure: DrawnFigure; title: string }) {
  const { panels, columns, legend, caption } = figure
  const rows = Array.from({ length: Math.ceil(panels.length / columns) }, (_, row) =>
    panels.slice(row * columns, (row + 1) * columns),
  )
  const rowHeights = rows.map((row) => headingHeight + Math.max(...row.map(({ height }) => height)))
  const top = margin + titleHeight + (legend.length > 0 ? legendHeight : 0)
  const topOf = (row: number) =>
    rowHeights.slice(0, row).reduce((sum, height) => sum + height + between.rows, top)
  const panelWidth = Math.max(...panels.map((panel) => panel.width))
  const leftOf = (column: number) => margin + column * (panelWidth + between.columns)
  const width = leftOf(Math.min(columns, panels.length)) - between.columns + margin
  const height = topOf(rows.length) - between.rows + margin
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
      <desc id="description">
        {[caption, ...panels.map(({ heading, description }) => `${heading}: ${description}`)].join(' ')}
      </desc>
      <rect width={width} height={height} fill="var(--paper)" />
      <text x={margin} y={margin + 14} font-size={16} font-weight={600}>
        {title}
      </text>
      {legend.length > 0 ? <Legend items={legend} y={margin + titleHeight + 6} /> : null}
      {rows.flatMap((row, y) =>
        row.map((panel, x) => (
          <g key={panel.key} transform={`translate(${leftOf(x)},${topOf(y)})`}>
            <text x={0} y={headingHeight - 8} font-size={13} font-weight={600}>
              {panel.heading}
            </text>
            <g
              {...panelAttributes}
              transform={`translate(0,${headingHeight})`}
              // drawn by us; texts in it were escaped by the document that drew it
              dangerouslySetInnerHTML={{ __html: panel.elements }}
            />
          </g>
        )),
      )}
    </svg>
  )
}

const lineLength = 26
/** Pixels a character, on average: there is nothing here that could measure text. */
const characterWidth = 6.6

function Legend({ items, y }: { items: DrawnFigure['legend']; y: number }) {
  const widths = items.map(({ label }) => lineLength + 8 + label.length * characterWidth + 22)
  const leftOf = (place: number) => widths.slice(0, place).reduce((sum, width) => sum + width, margin)
  return (
    <g font-size={12}>
      {items.map(({ label, stroke, dashes, symbol }, place) => (
        <g key={label} transform={`translate(${Math.round(leftOf(place))},${y})`}>
          {symbol === undefined ? (
            <path d={`M0,0H${lineLength}`} stroke={stroke} stroke-width={2} stroke-dasharray={dashes} />
          ) : (
            <path
              d={symbolPaths[symbol]}
              transform={`translate(${lineLength / 2},0)`}
              {...symbolStyle({ stroke, symbol })}
            />
          )}
          <text x={lineLength + 8} y={4}>
            {label}
          </text>
        </g>
      ))}
    </g>
  )
}
