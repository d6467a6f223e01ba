import { patternWindow } from '../core/silo-path.ts'
import type { RunHeader, StepRecord } from '../trace/record.ts'
import { type AnswerMetrics, answerMetrics } from './answer-metrics.ts'
import { type Asked, askedIn, nothingAsked } from './asked.ts'
import { type Cost, costOf } from './cost.ts'
import { type Measures, measurePath } from './measures.ts'

/** What a run was: the fields of its design by which runs are told apart. */
export interface RunDescription {
  readonly run: string
  readonly system: string
  readonly mirror: number
  readonly neighbors: number
  readonly agents: number
  readonly steps: number
  readonly memory: number
  readonly replicate: number
  /** null for runs that were not made by this program. */
  readonly seed: number | null
  /** Whether the run came to its end; the metrics of an unfinished one are those of its steps so far. */
  readonly complete: boolean
  /** Whether it went on, on demand, with another model, prompt, corpus or embedder than it was begun with. */
  readonly mixed: boolean
}

/** The metrics of one run: the fields of `silotwin metrics --json`. */
export interface RunMetrics extends RunDescription, Measures {
  /** How the model answered; null for systems that compute and for imported answers. */
  readonly answers: AnswerMetrics | null
  readonly cost: Cost
}

/** What of a run is measured. */
export interface MeasuredRun {
  readonly header: Pick<RunHeader, 'run' | 'design' | 'replicate' | 'mixed' | 'seconds'>
  readonly steps: readonly Pick<StepRecord, 'silos' | 'answers' | 'replies'>[]
  /** Sums over its answers; absent: those of the steps. */
  readonly asked?: Asked
  /** Whether the valid last record is there. */
  readonly complete: boolean
}

/**
 * Measures a run; nothing in it depends on which system wrote it.
 *
 * @param window steps over which the final pattern is judged
 */
export function measureRun(run: MeasuredRun, window: number = patternWindow): RunMetrics {
  const { header } = run
  const { design } = header
  const asked = run.asked ?? run.steps.reduce(askedIn, nothingAsked)
  return {
    run: header.run,
    system: design.system,
    mirror: design.mirror,
    neighbors: design.neighbors,
    agents: design.agents,
    steps: design.steps,
    memory: design.memory,
    replicate: header.replicate,
    seed: design.seed,
    complete: run.complete,
    mixed: header.mixed !== undefined,
    ...measurePath(
      run.steps.map((step) => step.silos),
      window,
    ),
    answers: answerMetrics(asked),
    cost: costOf(asked, header.seconds ?? null),
  }
}
