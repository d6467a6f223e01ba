import { cell as cellMark, type Markish, text } from '@observablehq/plot'
import type { CellComparison, Comparison } from '../../../compare/comparison.ts'
import type { Verdict } from '../../../compare/verdict.ts'
import { cellName, decimal, number } from '../../format.ts'
import type { DrawingTools, Panel } from '../figure.ts'
import { drawPanel } from '../panel.ts'
import { type ComparisonFigure, valuesOf } from './subject.ts'

/** What one panel of the map shows of a cell. */
interface Layer {
  readonly key: string
  readonly heading: string
  readonly verdict: (cell: CellComparison) => Verdict
  /** Below the sign of the verdict. */
  readonly effect: (cell: CellComparison) => string
}

const difference = (value: number | null, digits: number) =>
  value === null ? '' : `${value > 0 ? '+' : ''}${decimal(value, digits)}`

const layers: readonly Layer[] = [
  {
    key: 'verdict',
    heading: 'Verdict on the cell',
    verdict: (cell) => cell.verdict,
    effect: ({ runs }) => `${runs.a}, ${runs.b} runs`,
  },
  {
    key: 'final-silos',
    heading: 'Final number of silos, b − a',
    verdict: ({ metrics }) => metrics.finalSiloCount.verdict,
    effect: ({ metrics }) => difference(metrics.finalSiloCount.difference.estimate, 1),
  },
  {
    key: 'convergence',
    heading: 'Restricted mean of t*, b − a',
    verdict: ({ metrics }) => metrics.restrictedMeanConvergence.verdict,
    effect: ({ metrics }) => difference(metrics.restrictedMeanConvergence.difference.estimate, 1),
  },
  {
    key: 'trajectory',
    heading: 'Largest mean difference of effective silos',
    verdict: ({ metrics }) => metrics.trajectory.verdict,
    effect: ({ metrics }) => difference(metrics.trajectory.largestDifference?.estimate ?? null, 1),
  },
  {
    key: 'one-clock',
    heading: 'Largest mean difference on one clock',
    verdict: ({ rescaled }) => rescaled?.metrics.trajectory.verdict ?? 'undecided',
    effect: ({ rescaled }) => difference(rescaled?.metrics.trajectory.largestDifference?.estimate ?? null, 1),
  },
  {
    key: 'clock',
    heading: 'Steps of b for one of a',
    verdict: ({ metrics }) => metrics.timeScale.verdict,
    effect: ({ metrics }) => (metrics.timeScale.factor === null ? '' : decimal(metrics.timeScale.factor, 1)),
  },
]

const signs: Readonly<Record<Verdict, string>> = { equivalent: '=', different: '≠', undecided: '?' }
const fills: Readonly<Record<Verdict, string>> = {
  equivalent: 'var(--series-2)',
  different: 'var(--series-1)',
  undecided: 'var(--none)',
}

/** Where, in (p, k), the second system can be trusted to stand for the first. */
export const trustMap: ComparisonFigure = {
  id: 'trust-map',
  title: 'Where b can stand for a',
  applies: ({ cells }) => cells.length > 1,
  caption: ({ spec }) =>
    `= equivalent within the margin, ≠ different, ? neither shown, at an error rate of ${number(100 * spec.alpha)} %; below the sign: the size of the effect. Down: the probability p of listening to oneself; across: the number k of nearest neighbors.`,
  draw: (comparison, tools) => layers.map((layer) => drawLayer(comparison, layer, tools)),
  columns: () => 2,
  table: ({ cells }) => ({
    columns: ['mirror', 'neighbors', 'shown', 'verdict', 'effect'],
    rows: cells.flatMap((cell) =>
      layers.map(({ key, verdict, effect }) => [
        cell.mirror,
        cell.neighbors,
        key,
        verdict(cell),
        effect(cell),
      ]),
    ),
  }),
}

const rowHeight = 42

function drawLayer(comparison: Comparison, layer: Layer, tools: DrawingTools): Panel {
  const mirrors = valuesOf(comparison, 'mirror')
  const squares = comparison.cells.map((cell) => ({
    p: number(cell.mirror),
    k: String(cell.neighbors),
    verdict: layer.verdict(cell),
    effect: layer.effect(cell),
  }))
  type Square = (typeof squares)[number]
  const marks: Markish[] = [
    cellMark(squares, {
      x: 'k',
      y: 'p',
      inset: 1,
      fill: ({ verdict }: Square) => fills[verdict],
      fillOpacity: 0.28,
    }),
    text(squares, {
      x: 'k',
      y: 'p',
      text: ({ verdict }: Square) => signs[verdict],
      dy: -7,
      fontSize: 15,
      fontWeight: 600,
    }),
    text(squares, { x: 'k', y: 'p', text: 'effect', dy: 10, fontSize: 10.5 }),
  ]
  const said = comparison.cells.map((cell) => {
    const effect = layer.effect(cell)
    return `${cellName(cell)}: ${layer.verdict(cell)}${effect === '' ? '' : `, ${effect}`}.`
  })
  return {
    key: layer.key,
    heading: layer.heading,
    description: said.join(' '),
    ...drawPanel(tools, {
      frame: { width: 430, left: 56, right: 8, bottom: 36 },
      innerHeight: rowHeight * mirrors.length,
      x: { domain: valuesOf(comparison, 'neighbors').map(String), tickSize: 0 },
      xLabel: 'neighbors k',
      y: {
        domain: mirrors.map((mirror) => number(mirror)),
        tickSize: 0,
        tickFormat: (p: string) => `p = ${p}`,
        label: null,
      },
      marginTop: 8,
      marks,
    }),
  }
}
