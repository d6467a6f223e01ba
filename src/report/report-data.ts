import type { Comparison } from '../compare/comparison.ts'
import type { StoredRun } from '../trace/read-run.ts'

/** All that a report is made of. */
export interface ReportData {
  readonly title: string
  /** When the report was made, as an ISO 8601 time. */
  readonly generated: string
  readonly runs: readonly StoredRun[]
  readonly comparison: Comparison | null
  /** The command that makes the runs and this page again. */
  readonly reproduce: string | null
}
