import { line, ruleX, ruleY, text } from '@observablehq/plot'
import { updatedWeight } from '../../chain/update.ts'
import type { Figure, Panel } from '../../report/figures/figure.ts'
import { drawPanel } from '../../report/figures/panel.ts'
import { chartFrame, chartHeight, grid } from '../chart.ts'
import { checkBelow } from '../check.ts'
import { paperDrawing } from '../drawing.ts'
import type { PaperFigure } from '../paper-figure.ts'

/** The weights that an agent begins with, one panel each. */
const weights = [0.5, 0.1] as const
const widest = 2
const places = Array.from({ length: 8 * 50 + 1 }, (_, i) => -widest + i / 100)

const curves = [
  { sigma: 0.25, stroke: 'var(--series-2)', dashes: 'none' },
  { sigma: 0.5, stroke: 'var(--series-1)', dashes: '7 3' },
  { sigma: 1, stroke: 'var(--series-3)', dashes: '2 2.5' },
  { sigma: 2, stroke: 'var(--series-4)', dashes: '9 3 2 3' },
] as const

/** By the definition: the posterior weight of N(1, σ²) against N(-1, σ²), from the two densities. */
function posteriorWeight(weight: number, point: number, sigma: number): number {
  const density = (center: number) => Math.exp(-((point - center) ** 2) / (2 * sigma * sigma))
  const own = weight * density(1)
  return own / (own + (1 - weight) * density(-1))
}

const figure: Figure<null> = {
  id: 'fig1',
  title: 'The update function',
  applies: () => true,
  caption: () =>
    'The weight that an agent with weight w gives the pole at 1 after the datum x. The smaller σ, the more like a step; every curve goes through (0, w).',
  legend: () => curves.map(({ sigma, stroke, dashes }) => ({ label: `σ = ${sigma}`, stroke, dashes })),
  columns: () => weights.length,
  draw: (_, tools) =>
    weights.map(
      (weight): Panel => ({
        key: `w-${weight}`,
        heading: `w = ${weight}`,
        description: `g rises from 0 to 1 through ${weight} at x = 0, the more steeply the smaller σ is.`,
        ...drawPanel(tools, {
          frame: chartFrame,
          innerHeight: chartHeight,
          x: { domain: [-widest, widest], ticks: 5 },
          xLabel: 'datum x',
          y: { domain: [0, 1], ticks: 5, label: 'g(w, x)' },
          marginTop: 24,
          marks: [
            grid(),
            ruleX([0], { stroke: 'currentColor', strokeOpacity: 0.3 }),
            ruleY([weight], { stroke: 'currentColor', strokeOpacity: 0.3 }),
            ...curves.map(({ sigma, stroke, dashes }) =>
              line(
                places.map((x) => ({ x, y: updatedWeight(weight, x, sigma) })),
                {
                  x: 'x',
                  y: 'y',
                  stroke,
                  strokeWidth: 2,
                  ...(dashes !== 'none' && { strokeDasharray: dashes }),
                },
              ),
            ),
            text(['g = w'], {
              x: -widest,
              y: weight,
              dx: 4,
              dy: -7,
              textAnchor: 'start',
              fill: 'var(--muted)',
            }),
          ],
        }),
      }),
    ),
  table: () => ({
    columns: ['w', 'sigma', 'x', 'g'],
    rows: weights.flatMap((weight) =>
      curves.flatMap(({ sigma }) =>
        places
          .filter((_, i) => i % 5 === 0)
          .map((x) => [weight, sigma, x, Number(updatedWeight(weight, x, sigma).toPrecision(8))]),
      ),
    ),
  }),
}

/** The largest distance between the update function and the posterior weight. */
function largestMiss(): number {
  const misses = weights.flatMap((weight) =>
    curves.flatMap(({ sigma }) =>
      places.map((x) => Math.abs(updatedWeight(weight, x, sigma) - posteriorWeight(weight, x, sigma))),
    ),
  )
  return Math.max(...misses)
}

export const figure1: PaperFigure = {
  id: 'fig1',
  label: 'Figure 1',
  title: 'The update function g',
  setting: 'g(w, x) = w / (w + (1 − w) exp(−2x/σ²)) against x for several σ.',
  replicates: { full: 1, quick: 1 },
  runs: [],
  answers: { kind: 'unused' },
  make: (material) => ({
    drawings: [paperDrawing(null, figure, null, material)],
    tables: new Map(),
    checks: [
      checkBelow('largest distance from the posterior weight of two normal densities', largestMiss(), 1e-12),
    ],
    notes: [
      'Which values of w and σ the paper has drawn is not known here; these were chosen to show both ends.',
    ],
  }),
}
