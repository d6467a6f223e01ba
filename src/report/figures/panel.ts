import { type Markish, type PlotOptions, plot } from '@observablehq/plot'
import { parseHTML } from 'linkedom'
import { fonts } from '../theme.ts'

/** Widths in pixels of what all panels share, so that their time axes stand below each other. */
export const panelWidth = 440
const marginLeft = 34
const marginRight = 96
const marginBottom = 26

export const fontSize = 11

/** What differs between panels. */
export interface PanelPlot {
  /** Height in pixels of the part between the axes. */
  readonly innerHeight: number
  /** T: time runs over 0 … steps, and what is at T is drawn up to T + 1. */
  readonly steps: number
  readonly y: NonNullable<PlotOptions['y']>
  /** Pixels above; a labeled axis needs more. */
  readonly marginTop: number
  readonly marks: readonly Markish[]
}

/** The attributes of the `svg` or `g` element around the elements of a panel. */
export const panelAttributes = {
  fill: 'currentColor',
  'font-family': fonts,
  'font-size': fontSize,
  'text-anchor': 'middle',
}

/** Draws a panel; numbers are rounded, so that the same data gives the same text everywhere. */
export function drawPanel({ innerHeight, steps, y, marginTop, marks }: PanelPlot): {
  height: number
  elements: string
} {
  const height = Math.ceil(innerHeight) + marginTop + marginBottom
  const { document } = parseHTML('<html></html>')
  const drawn = plot({
    document,
    className: 'plot',
    width: panelWidth,
    height,
    marginLeft,
    marginRight,
    marginTop,
    marginBottom: marginBottom + Math.ceil(innerHeight) - innerHeight,
    x: {
      domain: [0, steps + 1],
      ticks: timeTicks(steps),
      tickFormat: 'd',
      label: 'time t',
      labelArrow: 'none',
      labelOffset: 17,
    },
    y: { labelArrow: 'none', ...y },
    marks: [...marks],
  })
  drawn.querySelector('style')?.remove()
  return { height, elements: rounded(drawn.innerHTML) }
}

/** Times for the axis: 0, then evenly spaced round numbers up to T. */
export function timeTicks(steps: number): readonly number[] {
  const every = [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000].find((step) => steps / step <= 8)
  const step = every ?? 10 ** Math.ceil(Math.log10(steps / 8))
  return Array.from({ length: Math.floor(steps / step) + 1 }, (_, i) => i * step)
}

/** Axis labels have fewer decimals, so only coordinates are touched. */
function rounded(svg: string): string {
  return svg.replaceAll(/\d+\.\d{3,}/g, (digits) => String(Number(Number(digits).toFixed(2))))
}

/** Heights at which labels can be written below each other: those wanted, the first ones first, where free. */
export function spreadLabels<T>(wanted: readonly T[], at: (item: T) => number, gap: number): readonly T[] {
  const kept: T[] = []
  for (const item of wanted) {
    if (kept.every((other) => Math.abs(at(other) - at(item)) >= gap)) kept.push(item)
  }
  return kept
}

/** A name that fits beside a panel. */
export function shortLabel(name: string): string {
  return name.length > 17 ? `${name.slice(0, 16)}…` : name
}
