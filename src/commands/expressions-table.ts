import type { MeasuredExpressions } from './expressions.ts'
import { plain, table } from './output.ts'

/** The last time of each run, for people; the agreement is the mean over time. */
export function expressionsTable(runs: readonly MeasuredExpressions[]): string {
  const columns: readonly (readonly [string, (run: MeasuredExpressions) => string])[] = [
    ['run', ({ run }) => plain(run)],
    ['dispersion', (run) => shown(answersOf(run)?.dispersion.at(-1))],
    ['clusters', (run) => String(answersOf(run)?.clusters.at(-1) ?? '')],
    ['silos', ({ siloCount }) => String(siloCount.at(-1))],
    ['agreement', (run) => shown(meanOf(answersOf(run)?.agreement))],
    ['largest weight', (run) => shown(mixturesOf(run)?.largestWeight.at(-1))],
    ['weight entropy', (run) => shown(mixturesOf(run)?.weightEntropy.at(-1))],
  ]
  const filled = columns.filter(([, of]) => runs.some((run) => of(run) !== ''))
  return table(
    filled.map(([title]) => title),
    runs.map((run) => filled.map(([, of]) => of(run))),
  )
}

const answersOf = ({ expressions }: MeasuredExpressions) =>
  expressions?.kind === 'answers' ? expressions : undefined
const mixturesOf = ({ expressions }: MeasuredExpressions) =>
  expressions?.kind === 'mixtures' ? expressions : undefined

/** Nothing where a run has no such number, `none` where it has one that is not determined. */
const shown = (value: number | null | undefined) => (value === undefined ? '' : (value?.toFixed(3) ?? 'none'))

function meanOf(values: readonly (number | null)[] | undefined): number | null | undefined {
  if (values === undefined) return undefined
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length
}
