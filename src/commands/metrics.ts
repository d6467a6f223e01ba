import { Command } from 'commander'
import { badInput } from '../core/errors.ts'
import { inSeconds } from '../core/wording.ts'
import { usualEmbedder } from '../design/llm-design.ts'
import { usualCut } from '../metrics/answer-expressions.ts'
import type { Cost } from '../metrics/cost.ts'
import type { RunMetrics } from '../metrics/run-metrics.ts'
import { compactTable, type TextColumn } from './compact-table.ts'
import { storedExpressions } from './expressions.ts'
import { expressionsTable } from './expressions-table.ts'
import { plain, print, printJson } from './output.ts'
import { siloCurve } from './silo-curve.ts'
import { storedMetrics } from './stored-runs.ts'
import { type Terminal, terminal } from './terminal.ts'

interface MetricsOptions {
  readonly json?: true
  readonly expressions?: true
  readonly embedder: string
  readonly cut: number
}

export function metricsCommand(): Command {
  return new Command('metrics')
    .description('measure runs: silos (the curve is logarithmic), stability, convergence')
    .argument('<folders...>', 'folders of runs')
    .option('--json', 'print JSON')
    .option(
      '--expressions',
      'also what agents said: dispersion and clusters of answers, the largest weight and the entropy of mixtures',
    )
    .option('--embedder <reference>', 'what answers are embedded with', usualEmbedder)
    .option('--cut <distance>', 'cosine distance that keeps clusters of answers apart', distance, usualCut)
    .action(async (folders: string[], options: MetricsOptions) => {
      const { json, expressions } = options
      const measured = expressions ? await storedExpressions(folders, options) : null
      const metrics = measured ?? storedMetrics(folders)
      if (json) printJson(metrics)
      else if (measured === null) print(metricsTable(metrics))
      else print(`${metricsTable(metrics)}\n\n${expressionsTable(measured)}`)
    })
}

function distance(text: string): number {
  const value = Number(text)
  if (!(value > 0 && value < 2)) throw badInput('cut', text, 'a cosine distance above 0 and below 2')
  return value
}

/** What the silos do at the end, and whether the run is less than one whole run of one design. */
function patternAndState({ pattern, complete, mixed, siloCount }: RunMetrics): string {
  const open = complete ? [] : [`incomplete at t = ${siloCount.length - 1}`]
  return [pattern, ...open, ...(mixed ? ['mixed inputs'] : [])].join(', ')
}

/** One line a run, for people. */
export function metricsTable(metrics: readonly RunMetrics[], place: Terminal = terminal()): string {
  return compactTable(
    metrics,
    columnsOf(metrics),
    siloCurve<RunMetrics>(({ siloCount }) => siloCount),
    place,
  )
}

/** How models answered is told where one was asked, and faults by kind where there are some. */
function columnsOf(metrics: readonly RunMetrics[]): readonly TextColumn<RunMetrics>[] {
  const asked = metrics.some(({ answers }) => answers !== null)
  const faulty = metrics.some(({ answers }) => (answers?.faultRate ?? 0) > 0)
  return [...columns, ...(faulty ? [faultKinds] : []), ...(asked ? askedColumns : []), seconds]
}

const faultKinds: TextColumn<RunMetrics> = {
  title: 'of answers',
  of: ({ answers }) => {
    if (answers === null) return 'none'
    const kinds = Object.entries(answers.faultRates).filter(([, rate]) => rate > 0)
    return kinds.map(([kind, rate]) => `${kind} ${percent(rate)}`).join(', ') || 'no fault'
  },
  expendable: 5,
}

const askedColumns: readonly TextColumn<RunMetrics>[] = [
  {
    title: 'again',
    of: ({ answers }) => (answers === null ? 'none' : percent(answers.askedAgainRate)),
    expendable: 6,
  },
  { title: 'tokens', of: ({ cost }) => tokensOf(cost), expendable: 8 },
  { title: 'tokens/s', of: ({ cost }) => cost.tokensPerSecond?.toFixed(1) ?? 'none', expendable: 7 },
]

const seconds: TextColumn<RunMetrics> = {
  title: 'took',
  of: ({ cost }) => (cost.seconds === null ? 'unknown' : inSeconds(cost.seconds)),
  expendable: 5,
}

/** Read and written. */
function tokensOf({ promptTokens, answerTokens }: Cost): string {
  return promptTokens === null || answerTokens === null ? 'none' : `${promptTokens}+${answerTokens}`
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`

const columns: readonly TextColumn<RunMetrics>[] = [
  { title: 'run', of: ({ run }) => plain(run) },
  { title: 'silos', of: ({ siloCount }) => String(siloCount.at(-1)) },
  {
    title: 'effective',
    of: ({ effectiveSilos }) => effectiveSilos.at(-1)?.toFixed(2) ?? 'none',
    expendable: 2,
  },
  {
    title: 't*',
    of: ({ convergence }) => ('at' in convergence ? String(convergence.at) : `not by ${convergence.notBy}`),
  },
  { title: 'last change', of: ({ lastChange }) => String(lastChange ?? 'none'), expendable: 4 },
  { title: 'pattern', of: patternAndState },
  { title: 'stability', of: ({ stability }) => mean(stability).toFixed(3), expendable: 3 },
  { title: 'faults', of: ({ faults }) => String(faults), expendable: 1 },
]

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1)
