import type {
  CellComparison,
  Comparison,
  Estimate,
  MeanComparison,
  PrimaryMetrics,
} from '../compare/comparison.ts'
import type { SeveralComparison } from '../compare/several.ts'
import { times } from '../core/wording.ts'
import { plain, table } from './output.ts'

/** A comparison for people: one line a cell, the verdict, what was found, and what must be known. */
export function comparisonText(comparison: Comparison | SeveralComparison): string {
  const { a, b, spec, cells, overall, findings, notes } = comparison
  const blocks = [
    [
      `a: ${plain(a.label)} (${a.runs} runs), b: ${plain(b.label)} (${b.runs} runs)`,
      `silos: mean number at the horizon; t*: mean of min(t*, horizon); curve: energy distance of curves of effective silos`,
      `(between halves of a in brackets); clock: steps of b for one of a; cost: seconds of a run of a for one of b. ${100 * spec.level} % BCa intervals, ${spec.resamples} resamples, α ${spec.alpha}.`,
    ],
    [table(head, cells.map(rowOf))],
    rescaledLines(cells),
    [overall.sentence, ...(overall.costRatio.sentence === null ? [] : [overall.costRatio.sentence])],
    findings.map(({ sentence }) => `• ${sentence}`),
    mapLines(comparison),
    [...notes, ...notesOf(cells)],
  ]
  return plainLines(
    blocks
      .filter((lines) => lines.length > 0)
      .map((lines) => lines.join('\n'))
      .join('\n\n'),
  )
}

/** Titles of the columns of the primary metrics. */
const primaryTitles = ['silos a', 'b', 'b - a', '', 't* a', 'b', 'b - a', '', 'curve', '']

const head = ['p', 'k', 'runs', ...primaryTitles, 'clock', 'cost', 'verdict']

/** One letter a metric. */
const letters = { equivalent: '=', different: '≠', undecided: '?' } as const

function rowOf(cell: CellComparison): string[] {
  const { timeScale } = cell.metrics
  return [
    String(cell.mirror),
    String(cell.neighbors),
    `${cell.runs.a}, ${cell.runs.b}`,
    ...primaryCells(cell.metrics),
    shownWithInterval({ estimate: timeScale.factor, interval: timeScale.interval }, 2),
    cell.costRatio.estimate === null ? 'none' : times(cell.costRatio.estimate),
    cell.verdict,
  ]
}

/** The primary metrics in columns. */
function primaryCells({ finalSiloCount, restrictedMeanConvergence, trajectory }: PrimaryMetrics): string[] {
  const estimates = (metric: MeanComparison, digits: number) => [
    shown(metric.a, digits),
    shown(metric.b, digits),
    shownWithInterval(metric.difference, digits),
    letters[metric.verdict],
  ]
  return [
    ...estimates(finalSiloCount, 2),
    ...estimates(restrictedMeanConvergence, 1),
    `${number(trajectory.energyDistance, 2)} (${number(trajectory.noiseFloor, 2)})`,
    letters[trajectory.verdict],
  ]
}

/** The same with b on a's clock, for the cells whose clocks are known. */
function rescaledLines(cells: Comparison['cells']): string[] {
  const rows = cells.flatMap(({ mirror, neighbors, rescaled }) => {
    if (rescaled === null) return []
    const { horizon, factor, metrics } = rescaled
    return [[String(mirror), String(neighbors), String(horizon), number(factor, 2), ...primaryCells(metrics)]]
  })
  if (rows.length === 0) return []
  const titles = ['p', 'k', 'to t', 'clock', ...primaryTitles]
  return ["With b on a's clock, each cell with its own factor (as if it were known):", table(titles, rows)]
}

/** Distances between more than two ensembles. */
function mapLines(comparison: Comparison | SeveralComparison): string[] {
  if (!('map' in comparison) || comparison.map === null) return []
  const { labels, distances } = comparison.map
  return [
    'Mean energy distance between ensembles, over common cells:',
    table(
      ['', ...labels.map((_, i) => String(i + 1))],
      labels.map((label, i) => [
        `${i + 1} ${plain(label)}`,
        ...distances[i].map((distance) => distance.toFixed(2)),
      ]),
    ),
  ]
}

/** What must be known about the cells; what holds for all of them once. */
function notesOf(cells: Comparison['cells']): string[] {
  const notes = new Set(cells.flatMap((cell) => cell.notes))
  return [...notes].map((note) => {
    const noted = cells.filter((cell) => cell.notes.includes(note))
    const everywhere = noted.length === cells.length && cells.length > 1
    const places = noted.map((cell) => `(${cell.mirror}, ${cell.neighbors})`).join(' ')
    return `${everywhere ? 'All cells' : places}: ${note}`
  })
}

const number = (value: number | null, digits: number) => (value === null ? 'none' : value.toFixed(digits))

const shown = ({ estimate }: Estimate, digits: number) => number(estimate, digits)

function shownWithInterval({ estimate, interval }: Estimate, digits: number): string {
  if (estimate === null || interval === null) return number(estimate, digits)
  return `${estimate.toFixed(digits)} [${interval.map((bound) => bound.toFixed(digits)).join(', ')}]`
}

/** Labels are paths that a user gave: they reach the terminal as text. */
const plainLines = (text: string) => text.split('\n').map(plain).join('\n')
