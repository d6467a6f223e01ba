import { dot, ruleX, text } from '@observablehq/plot'
import { measureRun } from '../../metrics/run-metrics.ts'
import type { CellRun } from '../../report/cell.ts'
import type { Figure } from '../../report/figures/figure.ts'
import { membership } from '../../report/figures/membership.ts'
import { staysTable } from '../../report/figures/membership-grid.ts'
import { drawPanel } from '../../report/figures/panel.ts'
import { sizes } from '../../report/figures/sizes.ts'
import { stability } from '../../report/figures/stability.ts'
import { timeTicks } from '../../report/figures/time-axis.ts'
import { weights } from '../../report/figures/weights.ts'
import { counted } from '../../report/format.ts'
import type { StoredRun } from '../../trace/read-run.ts'
import { ours, oursLegend, theirs } from '../chart.ts'
import { checkRun } from '../check.ts'
import { cellOf, paperDrawing, shownOf } from '../drawing.ts'
import type { PaperFigure } from '../paper-figure.ts'
import { lastingFrom } from '../values.ts'

const mirror = 0.4
const neighbors = 29
/** From when on there are two silos, in the one published run of each. */
const published = { gmm: 75, llm: 22 } as const
const horizons = { gmm: 100, llm: 80 } as const

/** When at most two silos were left in each run of one system. */
interface Row {
  readonly label: string
  readonly horizon: number
  readonly published: number
  readonly times: readonly number[]
}

const rowHeight = 64

const figure: Figure<readonly Row[]> = {
  id: 'two-silos',
  title: 'From when on at most two silos are left',
  applies: () => true,
  caption: () =>
    'One circle a run, stacked where they fall together; at the right end: runs that end with more.',
  legend: () => [
    { ...oursLegend('one of our runs'), symbol: 'dot' },
    { label: 'published, one run', stroke: theirs, dashes: 'none' },
  ],
  columns: () => 1,
  draw: (rows, tools) => {
    const longest = Math.max(...rows.map(({ horizon }) => horizon))
    return rows.map((row) => {
      const never = row.horizon + 4
      const seen = new Map<number, number>()
      const dots = [...row.times]
        .sort((a, b) => a - b)
        .map((time) => {
          const x = Number.isFinite(time) ? 2 * Math.round(time / 2) : never
          const y = seen.get(x) ?? 0
          seen.set(x, y + 1)
          return { x, y }
        })
      const most = Math.max(8, ...seen.values())
      const open = row.times.filter((time) => !Number.isFinite(time)).length
      return {
        key: row.label,
        heading: row.label,
        description: `Published: t = ${row.published}. ${counted(row.times.length, 'run')}, of which ${open} end with more than two silos.`,
        ...drawPanel(tools, {
          frame: { width: 570, left: 12, right: 40, bottom: 38 },
          innerHeight: rowHeight,
          x: { domain: [0, longest + 8], ticks: timeTicks(longest), tickFormat: 'd' },
          xLabel: 'time t',
          y: { domain: [-0.6, most], axis: null },
          marginTop: 22,
          marks: [
            dot(dots, { x: 'x', y: 'y', r: 2.6, fill: ours, fillOpacity: 0.6 }),
            ruleX([row.published], { stroke: theirs, strokeWidth: 2 }),
            text([`published: ${row.published}`], {
              x: row.published,
              frameAnchor: 'top',
              dy: -12,
              fill: theirs,
            }),
            ...(open === 0 ? [] : [text([`${open} never`], { x: never, frameAnchor: 'top', dy: -12 })]),
          ],
        }),
      }
    })
  },
  table: (rows) => ({
    columns: ['system', 'T', 'published', 'replicate', 'two_silos_from'],
    rows: rows.flatMap(({ label, horizon, published: known, times }) =>
      times.map((time, replicate) => [label, horizon, known, replicate, Number.isFinite(time) ? time : null]),
    ),
  }),
}

/** Runs of a language model with the parameters of the figure. */
function answersOf(answers: readonly StoredRun[]): readonly CellRun[] {
  return answers
    .filter(({ header: { design } }) => design.mirror === mirror && design.neighbors === neighbors)
    .map((run) => ({ path: run.steps.map(({ silos }) => silos), metrics: measureRun(run), weights: null }))
}

export const figure2: PaperFigure = {
  id: 'fig2',
  label: 'Figure 2',
  title: 'A mixture run beside a language-model run',
  setting:
    'p = 0.4, k = 29; mixtures: r = 5, σ = 0.2, T = 100; language model: T = 80. One run each in the paper.',
  replicates: { full: 50, quick: 6 },
  runs: [
    {
      name: 'gmm',
      system: 'gmm',
      design: { mirror, neighbors, memory: 5, sigma: 0.2, steps: horizons.gmm },
      look: 'weights',
    },
    { name: 'voter', system: 'voter', design: { mirror, neighbors, steps: horizons.llm }, look: 'path' },
  ],
  answers: { kind: 'welcome' },
  make(material) {
    const mixtures = material.runs('gmm')
    const voters = material.runs('voter')
    const given = answersOf(material.answers)
    const [answered] = given
    const second =
      answered === undefined
        ? { label: 'Voter model', system: 'voter', run: shownOf(voters) }
        : { label: 'Language model', system: 'llm', run: answered }
    const first = { label: 'Mixture', system: 'gmm', run: shownOf(mixtures) }
    const cell = cellOf([first, second])
    const shown = [first.run, second.run]
    const lines = { ...membership, table: () => staysTable({ cells: [cell] }) }
    const timesOf = (all: readonly { readonly siloCount: readonly number[] }[]) =>
      all.map(({ siloCount }) => lastingFrom(siloCount, 2))
    const own = timesOf(mixtures.metrics)
    const others = timesOf(answered === undefined ? voters.metrics : given.map(({ metrics }) => metrics))
    const rows: readonly Row[] = [
      { label: first.label, horizon: horizons.gmm, published: published.gmm, times: own },
      { label: second.label, horizon: horizons.llm, published: published.llm, times: others },
    ]
    return {
      drawings: [
        paperDrawing('membership', lines, cell, material, shown),
        paperDrawing('sizes', sizes, cell, material, shown),
        paperDrawing('stability', stability, cell, material, shown),
        paperDrawing('weights', weights, cell, material, shown),
        paperDrawing('two-silos', figure, rows, material),
      ],
      tables: new Map(),
      checks: [
        checkRun('two silos from t on, mixtures', own, published.gmm),
        ...(answered === undefined
          ? []
          : [checkRun('two silos from t on, language model', others, published.llm)]),
      ],
      notes: [
        'The paper’s sentence defines stability as the share of agents that changed; its definition, its code and this figure have the share that did not change.',
        'The paper shows one run of each: a single draw, so it is compared with the spread of ours.',
        ...(answered === undefined
          ? [
              'No answers for p = 0.4, k = 29 were given. The voter model stands in their place: an agent of the released language-model runs repeats its context nearly word for word, which is what a voter does. It is a baseline, no reproduction of the language model, so the published t ≈ 22 is drawn in and not counted among the known values.',
            ]
          : []),
      ],
    }
  },
}
