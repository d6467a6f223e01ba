import { line, text } from '@observablehq/plot'
import type { Cell, CellGrid, CellRun } from '../cell.ts'
import { cellName, counted } from '../format.ts'
import { siloName } from '../names.ts'
import type { CellFigure, DrawingTools, GridFigure, Panel } from './figure.ts'
import { distinct } from './grid-panel.ts'
import { bandsOf, laneMiddle, lanesOf, type PlacedBand } from './lanes.ts'
import { type StayCorner, segmentsOf } from './membership-segments.ts'
import { dodgedHeights, drawPanel, type Frame, fontSize, shortLabel } from './panel.ts'
import { timeTicks } from './time-axis.ts'

const innerHeight = 170
const top = 4

/** Lines of agents in every cell of a grid of one system: small, with the silos of a cell in bands of its own. */
export const membershipGrid: GridFigure = {
  id: 'grid-membership',
  title: 'Silo of each agent in every cell',
  applies: ({ cells }) => cells.length > 1,
  caption: () =>
    'One line an agent; lines in one band are in one silo, as many as it ever has members. Named are the silos that are left at the end. Down: the probability p of listening to oneself; across: the number k of nearest neighbors.',
  draw: ({ cells }, tools) => cells.map((cell) => drawCell(cell, tools)),
  columns: (grid) => distinct(grid, 'neighbors').length,
  table: staysTable,
}

/** How long each agent stays in each silo: shorter than a row for every time. */
export function staysTable({ cells }: CellGrid): ReturnType<CellFigure['table']> {
  return {
    columns: ['mirror', 'neighbors', 'system', 'replicate', 'agent', 'silo', 'name', 'from', 'to'],
    rows: cells.flatMap(({ mirror, neighbors, ensembles }) =>
      ensembles.flatMap(({ series, shown }) =>
        shown === null
          ? []
          : staysOf(shown).map(({ agent, silo, from, to }) => [
              mirror,
              neighbors,
              series.label,
              shown.metrics.replicate,
              agent,
              silo,
              siloName(series.system, silo),
              from,
              to,
            ]),
      ),
    ),
  }
}

function staysOf({ path }: CellRun) {
  return path[0].flatMap((_, agent) => {
    const starts = [...path.keys()].filter((t) => t === 0 || path[t][agent] !== path[t - 1][agent])
    return starts.map((from, i) => ({
      agent,
      silo: path[from][agent],
      from,
      to: (starts[i + 1] ?? path.length) - 1,
    }))
  })
}

const frame: Frame = { width: 300, left: 12, right: 78, bottom: 36 }

function drawCell(cell: Cell, tools: DrawingTools): Panel {
  const [{ shown: run, series }] = cell.ensembles
  if (run === null) throw new RangeError(`membership grid: got no run at ${cell.id}, expected one`)
  const { path, metrics } = run
  const bands = bandsOf([path])
  const pitch = innerHeight / bands.reduce((sum, { lanes }) => sum + lanes, 0)
  let height = 0
  const placed = bands.map((band): PlacedBand => {
    height += band.lanes * pitch
    return { ...band, top: height - band.lanes * pitch, height: band.lanes * pitch }
  })
  const bandOf = new Map(placed.map((band) => [band.silo, band]))
  const lanes = lanesOf(path)
  const heightOf = (t: number, agent: number) => {
    const band = bandOf.get(path[t][agent])
    return band === undefined ? 0 : laneMiddle(band, lanes[t][agent], pitch)
  }
  const { stays, changes } = segmentsOf(path, heightOf)
  const size = ({ silo }: PlacedBand) => metrics.finalSilos.filter((final) => final === silo).length
  const middle = (band: PlacedBand) => band.top + band.height / 2
  const left = placed.filter((band) => size(band) > 0)
  const heights = dodgedHeights(left.map(middle), fontSize, innerHeight - fontSize / 2)
  const last = path.length - 1
  const silos = counted(metrics.siloCount[last], 'silo')
  return {
    key: cell.id,
    heading: `${cellName(cell)}: ${silos} at t = ${last}`,
    description: `${counted(metrics.siloCount[0], 'silo')} at t = 0, ${silos} at t = ${last}.`,
    ...drawPanel(tools, {
      frame,
      innerHeight,
      x: { domain: [0, cell.steps + 1], ticks: timeTicks(cell.steps, 4), tickFormat: 'd' },
      xLabel: 'time t',
      y: { domain: [0, innerHeight], range: [top, top + innerHeight], axis: null },
      marginTop: top,
      marks: [
        line(changes, { x: 'x', y: 'y', stroke: 'currentColor', strokeOpacity: 0.13, strokeWidth: 0.4 }),
        line(stays, {
          x: 'x',
          y: 'y',
          z: 'silo',
          stroke: { value: ({ silo }: StayCorner) => tools.colors.of(silo), scale: null },
          strokeWidth: Math.max(0.8, pitch * 0.62),
        }),
        text(left, {
          x: cell.steps + 1,
          y: heights,
          dx: 5,
          text: (band: PlacedBand) => `${shortLabel(siloName(series.system, band.silo))} (${size(band)})`,
          textAnchor: 'start',
          fontSize: fontSize - 1.5,
        }),
      ],
    }),
  }
}
