import type { CellRun } from '../cell.ts'
import { lineOf, membershipGeometry, membershipTop } from '../figures/membership-geometry.ts'
import { timeFrame } from '../figures/panel.ts'
import { timeAxis } from '../figures/time-axis.ts'
import type { LoadedCell } from './loaded-cell.ts'
import { ownTime } from './state.ts'

/** A panel on the page that shows one system over time. */
export interface TimePanel {
  readonly svg: SVGSVGElement
  readonly figure: string
  readonly ensemble: LoadedCell['ensembles'][number]
}

const innerWidth = timeFrame.width - timeFrame.left - timeFrame.right

/** The panels over time of the shown cell. */
export function timePanels(section: Element, cell: LoadedCell): readonly TimePanel[] {
  const found: TimePanel[] = []
  for (const svg of section.querySelectorAll<SVGSVGElement>('svg[data-panel]')) {
    const ensemble = cell.ensembles.find(({ series }) => series.key === svg.dataset.panel)
    const figure = svg.closest<HTMLElement>('[data-figure]')?.dataset.figure
    if (ensemble !== undefined && figure !== undefined) found.push({ svg, figure, ensemble })
  }
  return found
}

/** Draws the time that is looked at into every panel, and the followed agent's line where there are lines. */
export function drawOverlays(
  panels: readonly TimePanel[],
  cell: LoadedCell,
  focus: { readonly time: number; readonly agent: number | null },
): void {
  const geometry = membershipGeometry(cell)
  for (const { svg, figure, ensemble } of panels) {
    const { shown, pace } = ensemble
    const layer = layerOf(svg)
    const end = timeAxis(cell, ensemble).end
    const x = (t: number) => timeFrame.left + (t / end) * innerWidth
    const top = figure === 'membership' ? membershipTop : 24
    const bottom = svg.viewBox.baseVal.height - timeFrame.bottom
    const from = x(Math.floor(focus.time * pace + 1e-9))
    const width = Math.max(1.5, innerWidth / end)
    layer.append(shape('rect', { class: 'cursor', x: from, y: top, width, height: bottom - top }))
    const followed = figure === 'membership' ? agentOf(shown, focus.agent) : null
    svg.classList.toggle('follows', followed !== null)
    if (followed === null) continue
    const corners = lineOf(followed.run, followed.agent, geometry)
    const d = corners.map(({ x: t, y }, i) => `${i === 0 ? 'M' : 'L'}${x(t)},${membershipTop + y}`).join('')
    layer.append(shape('path', { class: 'halo', d }), shape('path', { class: 'line', d }))
  }
}

/** What is pointed at in a panel: a time of the axis and, close to an agent's line, the agent. */
export function pointedAt(panel: TimePanel, cell: LoadedCell, event: PointerEvent) {
  const { svg, figure, ensemble } = panel
  const box = svg.getBoundingClientRect()
  const scale = timeFrame.width / box.width
  const { end } = timeAxis(cell, ensemble)
  const at = (((event.clientX - box.left) * scale - timeFrame.left) / innerWidth) * end
  if (at < 0 || at >= end) return null
  const time = Math.floor(Math.floor(at) / ensemble.pace)
  const { shown, pace } = ensemble
  const t = shown === null ? null : ownTime(shown, pace, time)
  if (figure !== 'membership' || shown === null || t === null) return { time, agent: null }
  const y = (event.clientY - box.top) * scale - membershipTop
  return { time, agent: nearest(shown, membershipGeometry(cell).linesOf(shown), t, y) }
}

/** Pixels of the drawing from an agent's line within which it is pointed at. */
const reach = 7

function nearest(
  { path }: CellRun,
  heightOf: (t: number, agent: number) => number,
  t: number,
  y: number,
): number | null {
  const distances = path[t].map((_, agent) => Math.abs(heightOf(t, agent) - y))
  const least = Math.min(...distances)
  return least <= reach ? distances.indexOf(least) : null
}

function agentOf(run: CellRun | null, agent: number | null) {
  return run === null || agent === null || agent >= run.path[0].length ? null : { run, agent }
}

const namespace = 'http://www.w3.org/2000/svg'

/** The emptied layer of a panel above its drawing. */
function layerOf(svg: SVGSVGElement): SVGGElement {
  const there = svg.querySelector<SVGGElement>('g.overlay')
  there?.replaceChildren()
  if (there !== null) return there
  const layer = document.createElementNS(namespace, 'g')
  layer.setAttribute('class', 'overlay')
  svg.append(layer)
  return layer
}

function shape(name: 'rect' | 'path', attributes: Readonly<Record<string, string | number>>): SVGElement {
  const element = document.createElementNS(namespace, name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value))
  return element
}
