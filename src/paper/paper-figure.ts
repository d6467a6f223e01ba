import type { DesignInput } from '../design/fields.ts'
import type { RunMetrics } from '../metrics/run-metrics.ts'
import type { CellRun } from '../report/cell.ts'
import type { DrawnFigure } from '../report/drawn-figure.ts'
import type { DrawingTools, FigureTable } from '../report/figures/figure.ts'
import type { SiloColors } from '../report/silo-colors.ts'
import type { StoredRun } from '../trace/read-run.ts'
import type { Check } from './check.ts'

/** Runs of one design that a figure is made of. */
export interface WantedRuns {
  /** Unique in its figure. */
  readonly name: string
  readonly system: 'gmm' | 'voter'
  readonly design: DesignInput
  /**
   * What is looked at beside the metrics: the silos of all agents in replicate 0; its mean weights as well; or the
   * largest standard deviation of any component of any agent over time, in every replicate.
   */
  readonly look: 'metrics' | 'path' | 'weights' | 'spreads'
}

/** What came of them. */
export interface MadeRuns {
  readonly metrics: readonly RunMetrics[]
  /** Replicate 0; null unless it was to be looked at. */
  readonly shown: CellRun | null
  /** The largest standard deviation by replicate and time; empty unless it was to be looked at. */
  readonly largestSpreads: readonly (readonly number[])[]
}

/** What figures are made from. */
export interface PaperMaterial {
  /** @throws RangeError for a name that the figure did not ask for */
  readonly runs: (name: string) => MadeRuns
  /** Runs of a language model; none where none were given. */
  readonly answers: readonly StoredRun[]
  /** The vectors of the texts that the figure asked for. */
  readonly vectors: ReadonlyMap<string, Float32Array>
  /** The reference of what made them. */
  readonly embedder: string
  readonly document: DrawingTools['document']
}

/** A drawing with its data. */
export interface PaperDrawing {
  /** Tells apart the drawings of one figure; null where there is one. */
  readonly part: string | null
  readonly drawn: DrawnFigure
  readonly colors: SiloColors
  readonly table: FigureTable
}

/** A figure that was made. */
export interface MadeFigure {
  readonly drawings: readonly PaperDrawing[]
  /** Data beside those of the drawings, by the part of the file name. */
  readonly tables: ReadonlyMap<string, FigureTable>
  readonly checks: readonly Check[]
  /** Where it differs from the paper, and what else a reader must know. */
  readonly notes: readonly string[]
}

/** `welcome`: it is drawn without them as well. */
export type UseOfAnswers =
  | { readonly kind: 'unused' | 'welcome' }
  | {
      readonly kind: 'needed'
      /** What the runs given lack; null where the figure can be drawn. */
      readonly lacks: (answers: readonly StoredRun[]) => string | null
      /** The answers that are to be embedded, of runs that lack nothing. */
      readonly texts: (answers: readonly StoredRun[]) => readonly string[]
    }

/** A figure or a set of tables of the paper: what it needs, what it draws, and what is known of it. */
export interface PaperFigure {
  /** `fig1` … `fig10`, `tables`. */
  readonly id: string
  /** As the paper calls it. */
  readonly label: string
  readonly title: string
  /** The parameters of the paper, in a sentence. */
  readonly setting: string
  /** As many as in the paper, or as its values can be judged by; quick: enough to look at. */
  readonly replicates: { readonly full: number; readonly quick: number }
  readonly runs: readonly WantedRuns[]
  /** What it does with the answers of a language model, which someone has to give. */
  readonly answers: UseOfAnswers
  readonly make: (material: PaperMaterial) => MadeFigure
}
