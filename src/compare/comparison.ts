import type { SurvivalCurve } from '../statistics/kaplan-meier.ts'
import type { Alignment } from './alignment.ts'
import type { SideAnswers } from './answer-notes.ts'
import type { CostRatio } from './cost-ratio.ts'
import type { Finding } from './findings/finding.ts'
import type { Overall } from './overall.ts'
import type { ComparisonSpec } from './spec.ts'
import type { Judged } from './verdict.ts'

type Interval = readonly [number, number]

/** An estimate with its bootstrap interval; null where there is nothing to estimate, or one replicate only. */
export interface Estimate {
  readonly estimate: number | null
  readonly interval: Interval | null
}

/** A test of one metric. All null where there was nothing to test. */
export interface Tested {
  /** Two-sided; exact or (b + 1)/(m + 1). */
  readonly p: number | null
  /** Adjusted for the primary metrics of the cell; null for other metrics. */
  readonly adjustedP: number | null
  /** The smallest p that this design can reach. */
  readonly smallestP: number | null
}

/** What counts as the same, and how large the noise within either system is. */
export interface Judgement extends Judged {
  /** The difference between halves of a that 95 % of the splits stay below. */
  readonly noiseFloor: number | null
  /** The same within b. */
  readonly noiseFloorOfB: number | null
  /** Differences within ± margin count as none. */
  readonly margin: number | null
  readonly marginFrom: 'declared' | 'replicate noise' | 'resolution' | null
  /** The interval that has to lie inside the margin: of level 1 - 2α. */
  readonly equivalenceInterval: Interval | null
}

/** The mean of a metric over the replicates of either ensemble, and b - a, with BCa intervals. */
export interface MeanComparison extends Tested, Judgement {
  readonly a: Estimate
  readonly b: Estimate
  readonly difference: Estimate
  /** `sign-flip` for replicates paired by their schedule, else `permutation` (of labels, with Welch's t). */
  readonly test: 'sign-flip' | 'permutation' | null
  /** Correlation of the paired values; null without pairs or without spread. */
  readonly correlation: number | null
}

/** Times to convergence, to one horizon. The restricted mean is the primary comparison: curves may cross. */
export interface ConvergenceComparison extends MeanComparison {
  readonly survival: { readonly a: SurvivalCurve; readonly b: SurvivalCurve }
  readonly logRank: { readonly statistic: number; readonly p: number; readonly smallestP: number } | null
  /** Area between the distribution functions of min(t*, horizon), in steps. */
  readonly wassersteinDistance: number | null
}

/** A mean curve over t = 0 … horizon with a band that holds at all times at once. */
export interface Curve {
  readonly estimate: readonly (number | null)[]
  readonly lower: readonly (number | null)[]
  readonly upper: readonly (number | null)[]
}

export interface CurveComparison {
  readonly a: Curve
  readonly b: Curve
  readonly difference: Curve
}

/** Whole curves of effective silos. */
export interface TrajectoryComparison extends Tested, Judgement {
  /** Means over time. */
  readonly a: Estimate
  readonly b: Estimate
  readonly difference: Estimate
  readonly effectiveSilos: CurveComparison
  /** The largest mean difference and when it is. The margin is for this one. */
  readonly largestDifference: { readonly estimate: number; readonly at: number } | null
  /** Between trajectories as vectors; `p` is of this distance. The noise floors are of it as well. */
  readonly energyDistance: number | null
  /** Maximum mean discrepancy, squared, with the p of its own permutation test. */
  readonly kernelDiscrepancy: { readonly squared: number; readonly p: number } | null
}

/** How many steps of b make one of a. */
export interface ClockComparison extends Judged {
  readonly factor: number | null
  readonly interval: Interval | null
  /** Root mean squared difference of the mean curves on one clock, in effective silos. */
  readonly misfit: number | null
  /** Factors between 1/margin and margin count as one clock. */
  readonly margin: number
}

/** The primary metrics. */
export interface PrimaryMetrics {
  readonly finalSiloCount: MeanComparison
  /** Mean of min(t*, horizon). */
  readonly restrictedMeanConvergence: ConvergenceComparison
  readonly trajectory: TrajectoryComparison
}

/** One design cell that both ensembles have. */
export interface CellComparison {
  readonly mirror: number
  readonly neighbors: number
  /** Replicates of either ensemble. */
  readonly runs: { readonly a: number; readonly b: number }
  /** Replicates that share their schedule, by which differences are paired; 0 where the ensembles are independent. */
  readonly pairs: number
  /** The last time that all runs of the cell reach, or the declared one; everything is judged up to it. */
  readonly horizon: number
  /** Runs that had not converged by the horizon. */
  readonly censored: { readonly a: number; readonly b: number }
  /** Answers that name no silo. */
  readonly faults: { readonly a: number; readonly b: number }
  /** How the models answered; null for a side without one. */
  readonly answers: { readonly a: SideAnswers | null; readonly b: SideAnswers | null }
  /** Seconds of a run of a over seconds of one of b. */
  readonly costRatio: CostRatio
  readonly metrics: PrimaryMetrics & { readonly timeScale: ClockComparison }
  /** Other means, for description: they do not enter the verdict. */
  readonly secondary: Readonly<Record<string, MeanComparison>>
  /** The primary metrics with b on a's clock, up to the last time that both reach; null without a factor. */
  readonly rescaled: {
    readonly factor: number
    readonly horizon: number
    readonly metrics: PrimaryMetrics
  } | null
  /** Whether the same agents are together in both; null without pairs whose traces are there. */
  readonly alignment: Alignment | null
  readonly verdict: Judged['verdict']
  /** What a paper could print. */
  readonly sentence: string
  /** What a reader must know about this cell, in sentences. */
  readonly notes: readonly string[]
}

/** `silotwin compare A B --json`. */
export interface Comparison {
  readonly a: { readonly label: string; readonly system: string; readonly runs: number }
  readonly b: { readonly label: string; readonly system: string; readonly runs: number }
  /** Everything that was declared, defaults included. */
  readonly spec: ComparisonSpec
  readonly cells: readonly CellComparison[]
  readonly overall: Overall
  readonly findings: readonly Finding[]
  readonly notes: readonly string[]
}
