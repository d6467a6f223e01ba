import type { Cell } from '../cells.ts'
import type { Figure, Panel } from '../figures/figure.ts'
import { panelAttributes } from '../figures/panel.ts'
import type { SiloColors } from '../silo-colors.ts'

/** A figure on the page: heading, caption, and the panels of all ensembles side by side. */
export function FigureView({ figure, cell, colors }: { figure: Figure; cell: Cell; colors: SiloColors }) {
  const id = `${cell.id}-${figure.id}`
  const single = cell.ensembles.length === 1
  return (
    <div>
      <h3 id={id}>{figure.title}</h3>
      <figure aria-labelledby={id}>
        <figcaption>{figure.caption(cell)}</figcaption>
        <div class="panels">
          {figure.draw(cell, colors).map((panel) => (
            <div class="panel" key={panel.ensemble.series.key}>
              {single ? null : <h4>{panel.ensemble.series.label}</h4>}
              <PanelView panel={panel} title={figure.title} />
            </div>
          ))}
        </div>
      </figure>
    </div>
  )
}

function PanelView({ panel, title }: { panel: Panel; title: string }) {
  const { width, height, ensemble, description, elements } = panel
  return (
    <svg
      {...panelAttributes}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={`${title}, ${ensemble.series.label}. ${description}`}
      // drawn by us; texts in it were escaped by linkedom
      dangerouslySetInnerHTML={{ __html: elements }}
    />
  )
}
