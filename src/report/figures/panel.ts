import { type Markish, type PlotOptions, plot, text } from '@observablehq/plot'
import { fonts } from '../theme.ts'
import type { DrawingTools } from './figure.ts'
import type { TimeAxis } from './time-axis.ts'

/** The frame of a panel in pixels: what all panels of one kind share, so that their axes stand below each other. */
export interface Frame {
  readonly width: number
  readonly left: number
  readonly right: number
  readonly bottom: number
}

/** A panel that shows one ensemble of a cell over time, with room for names at its right. */
export const timeFrame: Frame = { width: 430, left: 30, right: 92, bottom: 36 }

export const fontSize = 11.5

/** What differs between panels. */
export interface PanelPlot {
  readonly frame: Frame
  /** Height in pixels of the part between the axes. */
  readonly innerHeight: number
  readonly x: NonNullable<PlotOptions['x']>
  /** Below the right end of the axis. */
  readonly xLabel: string
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
export function drawPanel(tools: Pick<DrawingTools, 'document'>, panel: PanelPlot) {
  const { frame, innerHeight, x, xLabel, y, marginTop, marks } = panel
  const height = Math.ceil(innerHeight) + marginTop + frame.bottom
  const drawn = plot({
    document: tools.document,
    className: 'plot',
    width: frame.width,
    height,
    marginLeft: frame.left,
    marginRight: frame.right,
    marginTop,
    marginBottom: frame.bottom + Math.ceil(innerHeight) - innerHeight,
    x: { label: null, tickSize: 4, ...x },
    y: { labelArrow: 'none', tickSize: 4, ...y },
    marks: [
      ...marks,
      text([xLabel], {
        frameAnchor: 'bottom-right',
        textAnchor: 'end',
        dy: 32,
        fill: 'var(--muted)',
      }),
    ],
  })
  drawn.querySelector('style')?.remove()
  return { width: frame.width, height, elements: tidy(drawn.innerHTML) }
}

/** Draws a panel of the time frame. */
export function drawOverTime(
  tools: DrawingTools,
  { label, x }: TimeAxis,
  panel: Pick<PanelPlot, 'innerHeight' | 'y' | 'marginTop' | 'marks'>,
) {
  return drawPanel(tools, { ...panel, frame: timeFrame, x, xLabel: label })
}

const coordinates = / (?:d|transform|x|y|x1|x2|y1|y2|cx|cy|r|width|height)="[^"]*"/g

/**
 * Coordinates to a tenth of a pixel; marks named as data, since groups without a role have no label. An entity of
 * HTML would be none of XML.
 */
function tidy(svg: string): string {
  const tenth = (digits: string) => String(Number(Number(digits).toFixed(1)))
  return svg
    .replaceAll(coordinates, (attribute) => attribute.replaceAll(/\d+\.\d{2,}/g, tenth))
    .replaceAll(' aria-label="', ' data-mark="')
    .replaceAll('&nbsp;', '\u00a0')
}

/** Heights at which labels can be written below each other: those wanted, the first ones first, where free. */
export function spreadLabels<T>(wanted: readonly T[], at: (item: T) => number, gap: number): readonly T[] {
  const kept: T[] = []
  for (const item of wanted) {
    if (kept.every((other) => Math.abs(at(other) - at(item)) >= gap)) kept.push(item)
  }
  return kept
}

/**
 * Heights for labels that are all written: where they are wanted, or pushed apart as little as a gap asks for.
 *
 * @param wanted heights, in ascending order
 * @param gap least distance of two, in the unit of the heights
 * @param most the greatest height there is room for; passed only where labels do not fit at all
 */
export function dodgedHeights(wanted: readonly number[], gap: number, most: number): readonly number[] {
  const down: number[] = []
  for (const height of wanted) down.push(Math.max(height, (down.at(-1) ?? Number.NEGATIVE_INFINITY) + gap))
  const up: number[] = []
  for (const height of down.toReversed()) up.push(Math.min(height, (up.at(-1) ?? most + gap) - gap))
  return up.reverse()
}

/** A name that fits beside a panel. */
export function shortLabel(name: string): string {
  const characters = [...name]
  return characters.length > 17 ? `${characters.slice(0, 16).join('')}…` : name
}
