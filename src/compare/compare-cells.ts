import type { TimeScale } from '../statistics/time-scale.ts'
import { adjustedPValues } from './adjustment.ts'
import { align, type PathPair } from './alignment.ts'
import { sideAnswers } from './answer-notes.ts'
import { cellNotes } from './cell-notes.ts'
import { type CellPlan, type CellRuns, planCell } from './cell-runs.ts'
import { cellSentence, type Names } from './cell-sentence.ts'
import { compareClocks, timeScaleOf } from './clock.ts'
import { compareConvergence } from './compare-convergence.ts'
import { compareMeans } from './compare-means.ts'
import { compareTrajectories } from './compare-trajectories.ts'
import type { CellComparison, PrimaryMetrics } from './comparison.ts'
import { costRatio } from './cost-ratio.ts'
import type { Cell, ComparedRun } from './ensemble.ts'
import { concludeTogether } from './pending.ts'
import { onOneClock } from './rescale.ts'
import { finalSiloCount, type RunCurves, secondaryMetrics, timeUpTo } from './scalar-metrics.ts'
import type { ComparisonSpec } from './spec.ts'
import type { Verdict } from './verdict.ts'

/** A cell compared, with what pooling over cells needs of it. */
export interface ComparedCell {
  readonly cell: CellComparison
  readonly scale: TimeScale | null
  readonly runs: CellRuns<ComparedRun>
}

/** Compares the runs of one cell that two ensembles share, up to the last time that all of them reach. */
export function compareCell(a: Cell, b: Cell, names: Names, spec: ComparisonSpec): ComparedCell {
  const runs = cellRunsOf(a, b, spec.horizon)
  const plan = planCell(a, runs, spec)
  const scale = timeScaleOf(runs, plan)
  const { horizon } = runs
  const censored = { a: censoredBy(a.runs, horizon), b: censoredBy(b.runs, horizon) }
  const metrics = { ...primaryMetrics(runs, plan), timeScale: compareClocks(scale, runs, plan) }
  const verdict = verdictOf(metrics, spec)
  const rescaled = scale === null ? null : rescaledMetrics(runs, scale.factor, plan)
  const compared = {
    mirror: a.mirror,
    neighbors: a.neighbors,
    runs: { a: a.runs.length, b: b.runs.length },
    pairs: runs.paired ? a.runs.length : 0,
    horizon,
    censored,
    faults: { a: faultsOf(a.runs), b: faultsOf(b.runs) },
    answers: { a: sideAnswers(a.runs), b: sideAnswers(b.runs) },
    costRatio: costRatio([runs], spec, a.mirror, a.neighbors),
    metrics,
    secondary: secondaryMeans(runs, plan),
    rescaled,
    alignment: align(pathPairs(runs), horizon, rescaled, plan),
    verdict,
    notes: cellNotes(a, b, horizon, censored),
  }
  return { cell: { ...compared, sentence: cellSentence(compared, names, spec) }, scale, runs }
}

function cellRunsOf(a: Cell, b: Cell, declared: number | null): CellRuns<ComparedRun> {
  const reachOf = ({ runs }: Cell) => Math.min(...runs.map((run) => run.siloCount.length - 1))
  const own = { a: reachOf(a), b: reachOf(b) }
  const reach = declared === null ? own : { ...own, a: Math.min(own.a, declared) }
  const last = Math.min(reach.a, reach.b)
  return {
    a: a.runs,
    b: b.runs,
    paired: pairedBySchedule(a.runs, b.runs),
    horizon: last,
    reach,
  }
}

/** Whether each run of one ensemble has its partner in the other: the same seed and replicate. */
function pairedBySchedule(a: readonly ComparedRun[], b: readonly ComparedRun[]): boolean {
  const same = (x: ComparedRun, y: ComparedRun) =>
    x.seed !== null && x.seed === y.seed && x.replicate === y.replicate && x.agents === y.agents
  return a.length === b.length && a.every((run, i) => same(run, b[i]))
}

function primaryMetrics(runs: CellRuns<RunCurves>, plan: CellPlan): PrimaryMetrics {
  const pending = {
    finalSiloCount: compareMeans('finalSiloCount', finalSiloCount, runs, plan),
    restrictedMeanConvergence: compareConvergence(runs, plan),
    trajectory: compareTrajectories(runs, plan),
  }
  return concludeTogether(pending, adjustedPValues(pending, runs, plan))
}

function secondaryMeans(runs: CellRuns<ComparedRun>, plan: CellPlan): CellComparison['secondary'] {
  const compared = Object.entries(secondaryMetrics).map(([name, metric]) => [
    name,
    compareMeans(name, metric, runs, plan).conclude(null),
  ])
  return Object.fromEntries(compared)
}

function rescaledMetrics(
  runs: CellRuns<RunCurves>,
  factor: number,
  plan: CellPlan,
): CellComparison['rescaled'] {
  const onOne = onOneClock(runs, factor)
  return { factor, horizon: onOne.horizon, metrics: primaryMetrics(onOne, plan) }
}

/**
 * Different where one of the primary metrics is, equivalent where all of them are. Times to convergence that no run
 * reached have nothing to say.
 */
function verdictOf(metrics: PrimaryMetrics, { primary }: ComparisonSpec): Verdict {
  const { survival } = metrics.restrictedMeanConvergence
  const silent = survival.a.events + survival.b.events === 0 && primary.length > 1
  const verdicts = primary
    .filter((name) => !(silent && name === 'restrictedMeanConvergence'))
    .map((name) => metrics[name].verdict)
  if (verdicts.includes('different')) return 'different'
  return verdicts.every((verdict) => verdict === 'equivalent') ? 'equivalent' : 'undecided'
}

/** The pairs with their traces; none where some run has kept no trace. */
function pathPairs({ a, b, paired }: CellRuns<ComparedRun>): readonly PathPair[] {
  if (!paired) return []
  const pairs = a.flatMap((run, i) => {
    const other = b[i].path
    return run.path === undefined || other === undefined ? [] : [{ a: run.path, b: other }]
  })
  return pairs.length < a.length ? [] : pairs
}

const censoredBy = (runs: readonly ComparedRun[], horizon: number) =>
  runs.filter((run) => 'notBy' in timeUpTo(run, horizon)).length

const faultsOf = (runs: readonly ComparedRun[]) => runs.reduce((sum, run) => sum + run.faults, 0)
