import { areaY, type Markish, text } from '@observablehq/plot'
import { siloSizes } from '../../core/silos.ts'
import type { Cell, Ensemble, MeasuredRun } from '../cells.ts'
import { counted, listed } from '../format.ts'
import { siloName } from '../names.ts'
import type { SiloColors } from '../silo-colors.ts'
import type { Figure, Panel } from './figure.ts'
import { replicateSentence } from './membership.ts'
import { drawPanel, fontSize, panelWidth, shortLabel, spreadLabels } from './panel.ts'

const innerHeight = 190

export const sizes: Figure = {
  id: 'sizes',
  title: 'Silo sizes',
  caption: ({ ensembles }) =>
    `Agents in each silo, stacked in the order of the bands above; in brackets, how many at the end. ${replicateSentence(ensembles)}`.trim(),
  draw: (cell, colors) => cell.ensembles.map((ensemble) => drawEnsemble(cell, ensemble, colors)),
}

/** The part of the stack that is one silo during one step. */
interface Layer {
  readonly silo: number | null
  readonly from: number
  readonly to: number
}

function drawEnsemble(cell: Cell, ensemble: Ensemble, colors: SiloColors): Panel {
  const { system } = ensemble.series
  const [run] = ensemble.runs
  const layers = run.path.map(layersOf)
  const silos = [...new Set(layers.flat().map(({ silo }) => silo))]
  const last = layers[layers.length - 1]
  const largest = [...last].sort((a, b) => b.to - b.from - (a.to - a.from))
  const scale = innerHeight / cell.agents
  const labels = spreadLabels(
    largest.filter(({ from, to }) => (to - from) * scale >= fontSize - 1),
    ({ from, to }) => ((from + to) / 2) * scale,
    fontSize,
  )
  const marks: Markish[] = [
    ...silos.map((silo) =>
      areaY(outline(layers, silo), {
        x: 'x',
        y1: 'from',
        y2: 'to',
        fill: colors.of(silo),
        stroke: 'var(--paper)',
        strokeWidth: 0.6,
      }),
    ),
    text(labels, {
      x: cell.steps + 1,
      y: ({ from, to }: Layer) => (from + to) / 2,
      dx: 6,
      text: ({ silo, from, to }: Layer) => `${shortLabel(siloName(system, silo))} (${to - from})`,
      textAnchor: 'start',
      fontSize: fontSize - 0.5,
    }),
  ]
  return {
    ensemble,
    width: panelWidth,
    description: describe(run, largest, system),
    ...drawPanel({
      innerHeight,
      steps: cell.steps,
      y: { domain: [cell.agents, 0], label: 'agents', ticks: 5, tickFormat: 'd' },
      marginTop: 24,
      marks,
    }),
  }
}

/** The stack at one time from the top down: silos by number, agents without one below. */
function layersOf(silos: readonly (number | null)[]): readonly Layer[] {
  const bySilo: [number | null, number][] = [...siloSizes(silos)].sort(([a], [b]) => a - b)
  const without = silos.filter((silo) => silo === null).length
  if (without > 0) bySilo.push([null, without])
  let reached = 0
  return bySilo.map(([silo, size]) => {
    reached += size
    return { silo, from: reached - size, to: reached }
  })
}

/** The steps of one silo's area, broken where it is empty; what lasts is one piece. */
function outline(layers: readonly (readonly Layer[])[], silo: number | null) {
  const corners: { x: number; from: number; to: number }[] = []
  let before: Layer | undefined
  for (const [t, stack] of [...layers, []].entries()) {
    const layer = stack.find((one) => one.silo === silo)
    if (layer?.from === before?.from && layer?.to === before?.to) continue
    if (before !== undefined) corners.push({ x: t, from: before.from, to: before.to })
    if (layer === undefined) corners.push({ x: Number.NaN, from: Number.NaN, to: Number.NaN })
    else corners.push({ x: t, from: layer.from, to: layer.to })
    before = layer
  }
  return corners
}

function describe({ path }: MeasuredRun, largest: readonly Layer[], system: string): string {
  const named = largest.slice(0, 3).map(({ silo, from, to }) => `${siloName(system, silo)} with ${to - from}`)
  return `${counted(largest.length, 'group')} at t = ${path.length - 1}; the largest: ${listed(named)}.`
}
