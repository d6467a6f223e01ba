import type { Comparison } from '../compare/comparison.ts'
import type { SeveralComparison } from '../compare/several.ts'
import type { StoredRun } from '../trace/read-run.ts'
import type { MeanWeights } from './cell.ts'

/** Runs of an experiment that are not in its report. */
export interface AbsentRuns {
  /** Runs that keep their metrics and no steps. */
  readonly withoutTrace: number
  /** Runs that the experiment asks for and that are not begun; null where it is not known what it asks for. */
  readonly notBegun: number | null
}

/** All that a report is made of. */
export interface ReportData {
  readonly title: string
  /** When the report was made, as an ISO 8601 time. */
  readonly generated: string
  /** Also those without a step, of which there is nothing to draw. */
  readonly runs: readonly StoredRun[]
  readonly absent: AbsentRuns
  /** Mean weights of the runs that are drawn by themselves, as far as they are known. */
  readonly weights: ReadonlyMap<StoredRun, MeanWeights>
  readonly comparison: Comparison | SeveralComparison | null
  /** The command that makes the runs and this page again. */
  readonly reproduce: string | null
}

/** The script of the page. */
export interface PageScript {
  /** Its code: inert as text, without a begin or end of a script element. */
  readonly code: string
  /** The SHA-256 digest of the code in Base64, by which the page's policy allows it. */
  readonly sha256: string
}
