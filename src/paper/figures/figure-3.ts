import { dot } from '@observablehq/plot'
import { groupBy } from '../../core/group-by.ts'
import type { Figure, Panel } from '../../report/figures/figure.ts'
import { drawPanel } from '../../report/figures/panel.ts'
import { decimal } from '../../report/format.ts'
import {
  bandLegend,
  chartFrame,
  chartHeight,
  grid,
  meanMarks,
  ours,
  oursLegend,
  publishedLegend,
  publishedMarks,
} from '../chart.ts'
import { checkMean } from '../check.ts'
import { paperDrawing } from '../drawing.ts'
import type { PaperFigure, WantedRuns } from '../paper-figure.ts'
import { meanAndError, silosAt } from '../values.ts'

/** Mean silos at T read off the published figure, by neighbors; means of 50 runs. */
export const publishedSilos: ReadonlyMap<number, number> = new Map([
  [1, 7.4],
  [2, 5.8],
  [5, 3.5],
  [10, 1.9],
  [15, 1.3],
  [20, 1],
  [25, 1],
  [27, 1],
  [28, 1],
  [29, 1],
])

const steps = 80
const tieRules = ['index', 'random'] as const
type TieRule = (typeof tieRules)[number]

const headings: Readonly<Record<TieRule, string>> = {
  index: 'Ties to the lowest index, as the authors nearly have it',
  random: 'Ties at random, the default here',
}

const nameOf = (ties: TieRule, neighbors: number) => `${ties} ${neighbors}`

/** What a panel shows. */
interface Series {
  readonly ties: TieRule
  readonly cells: readonly { readonly neighbors: number; readonly silos: readonly number[] }[]
}

const figure: Figure<readonly Series[]> = {
  id: 'fig3',
  title: 'Mean number of silos at the end',
  applies: () => true,
  caption: () =>
    'Circles: the single runs, the larger the more of them; the more neighbors k, the fewer silos.',
  legend: () => [oursLegend('mean'), bandLegend, publishedLegend('published mean, 50 runs')],
  columns: () => tieRules.length,
  draw: (all, tools) => all.map((series) => drawSeries(series, tools)),
  table: (all) => ({
    columns: ['ties', 'neighbors', 'runs', 'mean_silos', 'standard_error', 'published'],
    rows: all.flatMap(({ ties, cells }) =>
      cells.map(({ neighbors, silos }) => {
        const { runs, mean, standardError } = meanAndError(silos)
        return [ties, neighbors, runs, mean, standardError, publishedSilos.get(neighbors) ?? null]
      }),
    ),
  }),
}

function drawSeries({ ties, cells }: Series, tools: Parameters<typeof figure.draw>[1]): Panel {
  const points = cells.map(({ neighbors, silos }) => ({ x: neighbors, ...meanAndError(silos) }))
  const alike = cells.flatMap(({ neighbors, silos }) =>
    [...groupBy(silos, (count) => count)].map(([y, same]) => ({ x: neighbors, y, runs: same.length })),
  )
  type Alike = (typeof alike)[number]
  return {
    key: ties,
    heading: headings[ties],
    description: points.map(({ x, mean }) => `k = ${x}: ${decimal(mean, 2)} silos.`).join(' '),
    ...drawPanel(tools, {
      frame: chartFrame,
      innerHeight: chartHeight,
      x: { domain: [0, 30], ticks: [1, 5, 10, 15, 20, 25, 29], tickFormat: 'd' },
      xLabel: 'neighbors k',
      y: { domain: [0, 14], ticks: 7, tickFormat: 'd', label: `silos at t = ${steps}` },
      marginTop: 24,
      marks: [
        grid(7),
        dot(alike, {
          x: 'x',
          y: 'y',
          r: { value: ({ runs }: Alike) => Math.sqrt(runs) * 1.15, scale: null },
          fill: ours,
          fillOpacity: 0.18,
        }),
        ...meanMarks(points),
        publishedMarks([...publishedSilos].map(([x, y]) => ({ x, y }))),
      ],
    }),
  }
}

const wanted: readonly WantedRuns[] = tieRules.flatMap((ties) =>
  [...publishedSilos.keys()].map(
    (neighbors): WantedRuns => ({
      name: nameOf(ties, neighbors),
      system: 'gmm',
      design: { mirror: 0, neighbors, memory: 5, steps, ties },
      look: 'metrics',
    }),
  ),
)

export const figure3: PaperFigure = {
  id: 'fig3',
  label: 'Figure 3',
  title: 'Silos against the number of neighbors',
  setting: 'Mixtures, p = 0, r = 5, T = 80, 50 runs for each k.',
  replicates: { full: 50, quick: 8 },
  runs: wanted,
  answers: { kind: 'unused' },
  make(material) {
    const all = tieRules.map(
      (ties): Series => ({
        ties,
        cells: [...publishedSilos.keys()].map((neighbors) => ({
          neighbors,
          silos: material.runs(nameOf(ties, neighbors)).metrics.map((metrics) => silosAt(metrics, steps)),
        })),
      }),
    )
    const [byIndex] = all
    return {
      drawings: [paperDrawing(null, figure, all, material)],
      tables: new Map([
        [
          'runs',
          {
            columns: ['ties', 'neighbors', 'replicate', 'silos'],
            rows: all.flatMap(({ ties, cells }) =>
              cells.flatMap(({ neighbors, silos }) =>
                silos.map((count, replicate) => [ties, neighbors, replicate, count]),
              ),
            ),
          },
        ],
      ]),
      checks: byIndex.cells.map(({ neighbors, silos }) =>
        checkMean(`k = ${neighbors}`, silos, {
          value: publishedSilos.get(neighbors) ?? Number.NaN,
          runs: 50,
          readTo: 0.05,
        }),
      ),
      notes: [
        'At the start all distances are equal, and agents of one silo are at distance 0: who is among the k nearest is decided by how ties are broken. The authors leave that to a partial sort that favors low indices (and is not quite lowest first), so that all agents tend to listen to the same few; the checks are against ties to the lowest index. Ties at random, the default of this program, leave more silos where k is small.',
      ],
    }
  },
}
