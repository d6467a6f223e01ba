import { line, type Markish, rect, text } from '@observablehq/plot'
import type { SiloPath } from '../../core/silo-path.ts'
import type { Cell, Ensemble } from '../cells.ts'
import { counted } from '../format.ts'
import { siloName } from '../names.ts'
import type { SiloColors } from '../silo-colors.ts'
import type { Figure, Panel } from './figure.ts'
import { bandsOf, laneMiddle, lanesOf, type PlacedBand, type Placement, placeBands } from './lanes.ts'
import { drawPanel, fontSize, panelWidth, shortLabel, spreadLabels } from './panel.ts'

const marginTop = 4

export const membership: Figure = {
  id: 'membership',
  title: 'Silo of each agent',
  caption: ({ ensembles }) =>
    [
      'One line an agent, one band a silo; a thin vertical line is an agent that changes its silo.',
      'Names in bold are the silos that are left at the end.',
      replicateSentence(ensembles),
    ]
      .join(' ')
      .trim(),
  draw(cell, colors) {
    const placement = placeBands(bandsOf(cell.ensembles.map(({ runs }) => runs[0].path)))
    return cell.ensembles.map((ensemble) => drawEnsemble(cell, ensemble, placement, colors))
  },
}

/** Which replicate is shown, where there are several. */
export function replicateSentence(ensembles: readonly Ensemble[]): string {
  if (ensembles.every(({ runs }) => runs.length === 1)) return ''
  const shown = new Set(ensembles.map(({ runs }) => runs[0].metrics.replicate))
  return `Shown: replicate ${[...shown].join(' and ')}.`
}

function drawEnsemble(cell: Cell, ensemble: Ensemble, placement: Placement, colors: SiloColors): Panel {
  const { path, metrics } = ensemble.runs[0]
  const { bands, pitch, height } = placement
  const bandOf = new Map(bands.map((band) => [band.silo, band]))
  const lanes = lanesOf(path)
  const heightOf = (t: number, agent: number) => {
    const band = bandOf.get(path[t][agent])
    if (band === undefined)
      throw new RangeError(`membership: got silo ${path[t][agent]}, expected one with a band`)
    return laneMiddle(band, lanes[t][agent], pitch)
  }
  const { stays, changes } = segmentsOf(path, heightOf)
  const coordinates = { x: 'x', y: 'y' } as const
  const marks: Markish[] = [
    rect(
      bands.filter((_, i) => i % 2 === 0),
      { ...edges(cell), fill: 'currentColor', fillOpacity: 0.045 },
    ),
    line(changes, { ...coordinates, stroke: 'currentColor', strokeOpacity: 0.16, strokeWidth: 0.6 }),
    ...bands.map(({ silo }) =>
      line(stays.get(silo) ?? [], {
        ...coordinates,
        stroke: colors.of(silo),
        strokeWidth: Math.min(3, Math.max(0.4, pitch * 0.62)),
        strokeLinecap: 'butt',
      }),
    ),
    ...names(cell, ensemble, bands),
  ]
  return {
    ensemble,
    width: panelWidth,
    description: `Silos of ${counted(metrics.agents, 'agent')} from t = 0 to ${path.length - 1}: ${counted(
      metrics.siloCount[0],
      'silo',
    )} at first, ${counted(metrics.siloCount[path.length - 1], 'silo')} at last.`,
    ...drawPanel({
      innerHeight: height,
      steps: cell.steps,
      y: { domain: [0, height], range: [marginTop, marginTop + height], axis: null },
      marginTop,
      marks,
    }),
  }
}

const edges = ({ steps }: Cell) => ({
  x1: 0,
  x2: steps + 1,
  y1: 'top' as const,
  y2: (band: PlacedBand) => band.top + band.height,
})

/** A corner of a line; where it is broken, `y` is not a number. */
interface Corner {
  readonly x: number
  readonly y: number
}

const gap: Corner = { x: Number.NaN, y: Number.NaN }

/** Agents that change at the same time turn a little before it, one after the other, by this share of a step. */
const turnSpread = 0.7

/**
 * Step-after lines in two parts: how long each agent stays in a lane, by silo, and the changes between lanes.
 */
function segmentsOf(path: SiloPath, heightOf: (t: number, agent: number) => number) {
  const stays = new Map<number | null, Corner[]>()
  const changes: Corner[] = []
  const stay = (silo: number | null, from: number, to: number, y: number) => {
    const corners = stays.get(silo) ?? []
    stays.set(silo, corners)
    corners.push({ x: from, y }, { x: to, y }, gap)
  }
  const since = path[0].map(() => 0)
  for (let t = 1; t < path.length; t++) {
    const turning = path[t].flatMap((silo, agent) => (silo === path[t - 1][agent] ? [] : [agent]))
    for (const [place, agent] of turning.entries()) {
      const x = t - (turnSpread * (turning.length - 1 - place)) / Math.max(1, turning.length - 1)
      stay(path[t - 1][agent], since[agent], x, heightOf(t - 1, agent))
      changes.push({ x, y: heightOf(t - 1, agent) }, { x, y: heightOf(t, agent) }, gap)
      since[agent] = x
    }
  }
  const last = path.length - 1
  for (const [agent, silo] of path[last].entries()) stay(silo, since[agent], last + 1, heightOf(last, agent))
  return { stays, changes }
}

/** Names of the bands at the right; where there is no room for all, the silos that end largest are named. */
function names(cell: Cell, { series, runs }: Ensemble, bands: readonly PlacedBand[]): Markish[] {
  const final = runs[0].metrics.finalSilos
  const size = (band: PlacedBand) => final.filter((silo) => silo === band.silo).length
  const wanted = [...bands].sort((a, b) => size(b) - size(a) || b.lanes - a.lanes)
  const middle = (band: PlacedBand) => band.top + band.height / 2
  const shown = spreadLabels(wanted, middle, fontSize)
  const label = (some: readonly PlacedBand[], left: boolean) =>
    text(some, {
      x: cell.steps + 1,
      y: middle,
      dx: 6,
      text: (band: PlacedBand) => shortLabel(siloName(series.system, band.silo)),
      textAnchor: 'start',
      fontSize: fontSize - 0.5,
      fontWeight: left ? 600 : 400,
      fill: left ? 'currentColor' : 'var(--muted)',
    })
  return [
    label(
      shown.filter((band) => size(band) > 0),
      true,
    ),
    label(
      shown.filter((band) => size(band) === 0),
      false,
    ),
  ]
}
