import type { DrawnFigure } from '../drawn-figure.ts'
import type { Panel } from '../figures/figure.ts'
import { gridFrame } from '../figures/grid-panel.ts'
import { panelAttributes } from '../figures/panel.ts'
import { LegendLine } from './legend-line.tsx'

/** A figure on the page: heading, caption, and its panels side by side. */
export function FigureView({ figure, place }: { figure: DrawnFigure; place: string }) {
  const id = `${place}-${figure.id}`
  return (
    <div class="drawing" data-figure={figure.id}>
      <h3 id={id}>{figure.title}</h3>
      <FigureBody figure={figure} labelledBy={id} />
    </div>
  )
}

/** What changes with what is shown. */
export function FigureBody({ figure, labelledBy }: { figure: DrawnFigure; labelledBy: string }) {
  const { caption, legend, columns, panels } = figure
  const small = panels.some((panel) => panel.cell !== undefined || columns > 2)
  // Letters of a wide panel would be too small in a narrow column.
  const wide = panels.some(({ width }) => width > gridFrame.width)
  return (
    <figure aria-labelledby={labelledBy}>
      <figcaption>{caption}</figcaption>
      {legend.length === 0 ? null : (
        <ul class="legend">
          {legend.map((item) => (
            <li key={item.label}>
              <LegendLine item={item} />
              {item.label}
            </li>
          ))}
        </ul>
      )}
      <div
        class={small ? (wide ? 'panels small wide' : 'panels small') : 'panels'}
        style={`--columns:${columns}`}
      >
        {panels.map((panel) => (
          <div class="panel" key={panel.key}>
            {panels.length === 1 && columns === 1 ? null : <h4>{headingOf(panel)}</h4>}
            <PanelView panel={panel} title={figure.title} />
          </div>
        ))}
      </div>
    </figure>
  )
}

function headingOf({ heading, cell }: Panel) {
  return cell === undefined ? heading : <a href={`#${cell}`}>{heading}</a>
}

function PanelView({ panel, title }: { panel: Panel; title: string }) {
  const { width, height, key, heading, description, elements } = panel
  return (
    <svg
      {...panelAttributes}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={`${title}, ${heading}. ${description}`}
      data-panel={key}
      // drawn by us; texts in it were escaped by the document that drew it
      dangerouslySetInnerHTML={{ __html: elements }}
    />
  )
}
