import { dot, line, ruleY, text } from '@observablehq/plot'
import { stabilityBounds } from '../../chain/theory.ts'
import { groupBy } from '../../core/group-by.ts'
import type { Figure, Panel } from '../../report/figures/figure.ts'
import { drawPanel } from '../../report/figures/panel.ts'
import { chartFrame, chartHeight, grid, publishedLegend, publishedMarks } from '../chart.ts'
import { checkPrinted } from '../check.ts'
import { paperDrawing } from '../drawing.ts'
import type { PaperFigure } from '../paper-figure.ts'
import { publishedTables } from '../published-tables.ts'

const agents = 30

/** One cell of a table. */
interface TableCell {
  readonly table: number
  readonly sigma: number
  readonly level: number
  readonly published: string
  readonly ours: number
}

/** By σ; the color of published values is theirs alone. */
const strokes: Readonly<Record<number, string>> = {
  0.4: 'var(--series-2)',
  0.3: 'var(--series-4)',
  0.2: 'var(--series-3)',
  0.1: 'var(--series-0)',
  0.05: 'var(--muted)',
}

function cellsOf(): readonly TableCell[] {
  return publishedTables.flatMap(({ table, constant, bound, rows }) =>
    rows.flatMap(({ sigma, values }) =>
      values.map((published, i): TableCell => {
        const level = i + 1
        const bounds = stabilityBounds({ agents, sigma, level, constant })
        return { table, sigma, level, published, ours: bounds[bound].bound }
      }),
    ),
  )
}

/** As the paper prints numbers: `2.897895e-06`. */
export function printed(value: number): string {
  const [digits, exponent] = value.toExponential(6).split('e')
  const power = Number(exponent)
  return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`
}

const figure: Figure<readonly TableCell[]> = {
  id: 'tables',
  title: 'Bounds of Theorem 2',
  applies: () => true,
  caption: () =>
    'Lower bounds on the probability that a polarized system stays so (Tables 1 and 2), or gains a level (Table 3), on a logarithmic scale.',
  legend: () => [publishedLegend('published')],
  columns: () => publishedTables.length,
  draw: (cells, tools) =>
    [...groupBy(cells, ({ table }) => table)].map(([table, own]): Panel => {
      const curves = [...groupBy(own, ({ sigma }) => sigma)]
      const logarithm = (value: number) => Math.log10(value)
      const lowest = Math.floor(Math.min(...own.map(({ ours }) => logarithm(ours))) / 10) * 10
      return {
        key: `table-${table}`,
        heading: `Table ${table}`,
        description: curves
          .map(([sigma, row]) => `σ = ${sigma}: ${row.map(({ ours }) => printed(ours)).join(', ')}.`)
          .join(' '),
        ...drawPanel(tools, {
          frame: { ...chartFrame, width: 330, right: 64 },
          innerHeight: chartHeight,
          x: { domain: [0.8, 5.2], ticks: [1, 2, 3, 4, 5], tickFormat: 'd' },
          xLabel: 'level ℓ',
          y: {
            domain: [lowest, 1],
            ticks: 5,
            tickFormat: (power: number) => (power > 0 ? '' : power === 0 ? '1' : `1e${power}`),
            label: 'bound',
          },
          marginTop: 24,
          marks: [
            grid(),
            ruleY([0], { stroke: 'currentColor', strokeOpacity: 0.3 }),
            ...curves.flatMap(([sigma, row]) => {
              const points = row.map(({ level, ours }) => ({ x: level, y: logarithm(ours) }))
              return [
                line(points, { x: 'x', y: 'y', stroke: strokes[sigma], strokeWidth: 1.8 }),
                dot(points, { x: 'x', y: 'y', r: 2.2, fill: strokes[sigma] }),
              ]
            }),
            publishedMarks(
              own.map(({ level, published }) => ({ x: level, y: logarithm(Number(published)) })),
            ),
            ...endLabels(
              curves.map(([sigma, row]) => ({ sigma, y: logarithm(row[row.length - 1].ours) })),
              lowest,
            ),
          ],
        }),
      }
    }),
  table: (cells) => ({
    columns: ['table', 'sigma', 'level', 'published', 'bound'],
    rows: cells.map(({ table, sigma, level, published, ours }) => [
      table,
      sigma,
      level,
      Number(published),
      Number(printed(ours)),
    ]),
  }),
}

/** The σ of each curve beside its end, kept apart. */
function endLabels(ends: readonly { readonly sigma: number; readonly y: number }[], lowest: number) {
  const least = ((1 - lowest) * 13) / chartHeight
  let below = Number.NEGATIVE_INFINITY
  return [...ends]
    .sort((a, b) => a.y - b.y || b.sigma - a.sigma)
    .map(({ sigma, y }) => {
      below = Math.max(y, below + least)
      return { sigma, y: below }
    })
    .map((label) =>
      text([`σ = ${label.sigma}`], {
        x: 5.2,
        y: label.y,
        dx: 6,
        textAnchor: 'start',
        fill: strokes[label.sigma],
      }),
    )
}

export const tables: PaperFigure = {
  id: 'tables',
  label: 'Tables 1 to 3',
  title: 'Bounds on the stability of polarization',
  setting:
    'Theorem 2 with m = 30 agents; Table 1: stays, C = 10; Table 2: stays, C = 2; Table 3: a level more, C = 2.',
  replicates: { full: 1, quick: 1 },
  runs: [],
  answers: { kind: 'unused' },
  make(material) {
    const cells = cellsOf()
    return {
      drawings: [paperDrawing(null, figure, cells, material)],
      tables: new Map(),
      checks: cells.map(({ table, sigma, level, published, ours }) =>
        checkPrinted(`Table ${table}, σ = ${sigma}, ℓ = ${level}`, printed(ours), published),
      ),
      notes: [
        'The formulas were rebuilt so as to give the published digits. The bounds are loose: no prediction of what a simulation does, which is beside them in the command theory.',
      ],
    }
  },
}
