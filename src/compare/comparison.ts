/** An estimate with its bootstrap interval; null where there is nothing to estimate, or one replicate only. */
export interface Estimate {
  readonly estimate: number | null
  readonly interval: readonly [number, number] | null
}

/** The mean of a metric over the replicates of either ensemble, and b - a. */
export interface MeanComparison {
  readonly a: Estimate
  readonly b: Estimate
  readonly difference: Estimate
}

/** A mean curve over t = 0 … horizon with pointwise bootstrap intervals. */
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

/** One design cell that both ensembles have. */
export interface CellComparison {
  readonly mirror: number
  readonly neighbors: number
  /** Replicates of either ensemble. */
  readonly runs: { readonly a: number; readonly b: number }
  /** Replicates that share their schedule, by which differences are paired; 0 where the ensembles are independent. */
  readonly pairs: number
  /** The last time that all runs of the cell reach; everything is judged up to it. */
  readonly horizon: number
  /** Runs that had not converged by the horizon. */
  readonly censored: { readonly a: number; readonly b: number }
  readonly metrics: {
    readonly finalSiloCount: MeanComparison
    /** Mean of min(t*, horizon). */
    readonly restrictedMeanConvergence: MeanComparison
    readonly trajectory: { readonly effectiveSilos: CurveComparison }
  }
  /** What a reader must know about this cell, in sentences. */
  readonly notes: readonly string[]
}

/** `silotwin compare A B --json`. */
export interface Comparison {
  readonly a: { readonly label: string; readonly runs: number }
  readonly b: { readonly label: string; readonly runs: number }
  /** Confidence level of all intervals. */
  readonly level: number
  readonly resamples: number
  readonly cells: readonly CellComparison[]
  readonly notes: readonly string[]
}
