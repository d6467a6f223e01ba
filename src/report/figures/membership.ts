import { line, type Markish, rect, text } from '@observablehq/plot'
import type { Cell, CellRun, Ensemble } from '../cell.ts'
import { counted } from '../format.ts'
import { siloName } from '../names.ts'
import type { CellFigure, DrawingTools, Panel } from './figure.ts'
import type { PlacedBand } from './lanes.ts'
import { type MembershipGeometry, membershipGeometry, membershipTop } from './membership-geometry.ts'
import { type StayCorner, segmentsOf } from './membership-segments.ts'
import { drawOverTime, fontSize, shortLabel, spreadLabels } from './panel.ts'
import { emptyPanel, hasShown, replicateSentence, shownColumns, shownRows } from './shown-run.ts'
import { timeAxis } from './time-axis.ts'

export const membership: CellFigure = {
  id: 'membership',
  title: 'Silo of each agent',
  applies: hasShown,
  caption: ({ ensembles }) =>
    [
      'One line an agent, one band a silo; a thin vertical line is an agent that changes its silo.',
      'Names in bold are the silos that are left at the end.',
      replicateSentence(ensembles),
    ]
      .join(' ')
      .trim(),
  draw(cell, tools) {
    const geometry = membershipGeometry(cell)
    return cell.ensembles.map((ensemble) =>
      ensemble.shown === null
        ? emptyPanel(cell, ensemble, tools)
        : drawRun(cell, ensemble, ensemble.shown, geometry, tools),
    )
  },
  columns: ({ ensembles }) => ensembles.length,
  table: ({ ensembles }) => ({
    columns: [...shownColumns, 't', 'agent', 'silo', 'name'],
    rows: shownRows(ensembles, ({ path, metrics }) =>
      path.flatMap((silos, t) =>
        silos.map((silo, agent) => [t, agent, silo, siloName(metrics.system, silo)]),
      ),
    ),
  }),
}

function drawRun(
  cell: Cell,
  ensemble: Ensemble,
  run: CellRun,
  geometry: MembershipGeometry,
  tools: DrawingTools,
): Panel {
  const { path, metrics } = run
  const { bands, pitch, height } = geometry
  const axis = timeAxis(cell, ensemble)
  const { stays, changes } = segmentsOf(path, geometry.linesOf(run))
  const coordinates = { x: 'x', y: 'y' } as const
  const marks: Markish[] = [
    rect(
      bands.filter((_, i) => i % 2 === 0),
      { ...edges(axis.end), fill: 'currentColor', fillOpacity: 0.045 },
    ),
    line(changes, { ...coordinates, stroke: 'currentColor', strokeOpacity: 0.16, strokeWidth: 0.6 }),
    line(stays, {
      ...coordinates,
      z: 'silo',
      stroke: { value: ({ silo }: StayCorner) => tools.colors.of(silo), scale: null },
      strokeWidth: Math.min(3, Math.max(0.4, pitch * 0.62)),
      strokeLinecap: 'butt',
    }),
    ...names(axis.end, run, bands),
  ]
  return {
    key: ensemble.series.key,
    heading: ensemble.series.label,
    description: `Silos of ${counted(metrics.agents, 'agent')} from t = 0 to ${path.length - 1}: ${counted(
      metrics.siloCount[0],
      'silo',
    )} at first, ${counted(metrics.siloCount[path.length - 1], 'silo')} at last.`,
    ...drawOverTime(tools, axis, {
      innerHeight: height,
      y: { domain: [0, height], range: [membershipTop, membershipTop + height], axis: null },
      marginTop: membershipTop,
      marks,
    }),
  }
}

const edges = (end: number) => ({
  x1: 0,
  x2: end,
  y1: 'top' as const,
  y2: (band: PlacedBand) => band.top + band.height,
})

/** Names of the bands at the right; where there is no room for all, the silos that end largest are named. */
function names(end: number, { metrics }: CellRun, bands: readonly PlacedBand[]): Markish[] {
  const size = (band: PlacedBand) => metrics.finalSilos.filter((silo) => silo === band.silo).length
  const wanted = [...bands].sort((a, b) => size(b) - size(a) || b.lanes - a.lanes)
  const middle = (band: PlacedBand) => band.top + band.height / 2
  const shown = spreadLabels(wanted, middle, fontSize - 1.5)
  const label = (some: readonly PlacedBand[], left: boolean) =>
    text(some, {
      x: end,
      y: middle,
      dx: 6,
      text: (band: PlacedBand) => shortLabel(siloName(metrics.system, band.silo)),
      textAnchor: 'start',
      fontSize: fontSize - 1,
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
