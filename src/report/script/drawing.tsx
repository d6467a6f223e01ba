import { render } from 'preact-render-to-string'
import type { DrawnFigure } from '../drawn-figure.ts'
import { drawFigures } from '../drawn-figure.ts'
import type { DrawingTools } from '../figures/figure.ts'
import { cellFigures } from '../figures.ts'
import { FigureBody } from '../page/figure-view.tsx'
import type { LoadedCell } from './loaded-cell.ts'

/** Draws the figures of a cell into its section. A figure that lacks what it needs says so. */
export function redraw(section: Element, cell: LoadedCell, tools: DrawingTools): void {
  const drawn = new Map(drawFigures(cellFigures, cell, tools).map((figure) => [figure.id, figure]))
  for (const block of section.querySelectorAll<HTMLElement>('[data-figure]')) {
    const figure = drawn.get(block.dataset.figure ?? '')
    const body = block.querySelector('figure')
    if (body === null) continue
    block.classList.toggle('missing', figure === undefined)
    body.replaceWith(figure === undefined ? missing() : element(figure, block.querySelector('h3')?.id ?? ''))
  }
}

function element(figure: DrawnFigure, labelledBy: string): Element {
  const template = document.createElement('template')
  // Our own markup; every text in it is escaped.
  template.innerHTML = render(<FigureBody figure={figure} labelledBy={labelledBy} />)
  return template.content.children[0]
}

function missing(): Element {
  const figure = document.createElement('figure')
  const words = document.createElement('figcaption')
  words.textContent =
    'This page holds this figure of the replicate alone that it was made with; choose that one to see it.'
  figure.append(words)
  return figure
}
