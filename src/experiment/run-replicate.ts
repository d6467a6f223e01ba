import { join } from 'node:path'
import { messageOf } from '../core/errors.ts'
import { scheduleOf } from '../core/schedule.ts'
import type { Silos } from '../core/silos.ts'
import { type Design, recordedDesign } from '../design/design.ts'
import { measureRun, type RunMetrics } from '../metrics/run-metrics.ts'
import type { AgentSystem } from '../sim/agent.ts'
import { simulate } from '../sim/simulate.ts'
import type { StoredRun } from '../trace/read-run.ts'
import type { StepRecord } from '../trace/record.ts'
import type { NewRun } from '../trace/same-run.ts'
import { type Keeping, writeRun } from '../trace/write-run.ts'
import { writeMetrics } from './metrics-file.ts'
import { isDone } from './run-folder.ts'
import { runIdentity } from './run-identity.ts'

/** How to run one replicate of one system. */
export interface ReplicateJob {
  readonly design: Design
  readonly replicate: number
  /** Versions of everything, and under `inputs` what must not change when the run is resumed. */
  readonly provenance: Readonly<Record<string, unknown>>
  /**
   * Makes the system; given what an interrupted run has stored, so that its answers are not asked again, and the
   * folder of the run.
   */
  system(stored: StoredRun | null, folder: string): AgentSystem | Promise<AgentSystem>
}

/** What surrounds a run. */
export interface RunSurroundings {
  /** The folder that the run's own folder lies in. */
  readonly folder: string
  /** Whether steps are kept; a run without a trace keeps its metrics, and starts again if interrupted. */
  readonly trace: boolean
  readonly now: () => Date
  /** Called after each step, those already stored included. */
  readonly onStep: (t: number) => void
  /** Once aborted, the step under way is finished and the run left to be resumed. */
  readonly stop: { readonly aborted: boolean }
}

/** What came of a run; `there`: it was complete before. */
export type Outcome =
  | { readonly kind: 'completed'; readonly metrics: RunMetrics }
  | { readonly kind: 'there' | 'stopped' }

/** A replicate as its run folder names it. */
export function newRun({ design, replicate, provenance }: Omit<ReplicateJob, 'system'>): NewRun {
  return { run: runIdentity(design, replicate), design: { ...recordedDesign(design) }, replicate, provenance }
}

/**
 * Runs one replicate into its folder, or what is missing of it: the loop starts at t = 0 again, the steps
 * that are stored are remade from the recording (and checked against it), the others are new.
 */
export async function runReplicate(job: ReplicateJob, surroundings: RunSurroundings): Promise<Outcome> {
  const { design, replicate } = job
  const { now, onStep, stop } = surroundings
  const run = newRun(job)
  const place = join(surroundings.folder, run.run)
  if (isDone(place, run)) return { kind: 'there' }
  const writer = writeRun(place, run, now().toISOString(), keepingOf(design, surroundings.trace))
  try {
    const path: { silos: Silos }[] = []
    const system = await job.system(writer.stored, place)
    for await (const step of simulate(system, design, scheduleOf(design, replicate))) {
      writer.append(step as StepRecord)
      path.push({ silos: step.silos })
      onStep(step.t)
      if (stop.aborted && step.t < design.steps) return { kind: 'stopped' }
    }
    const metrics = measureRun({ header: writer.header, steps: path, complete: true })
    if (!writer.keepsTrace) writeMetrics(place, metrics)
    writer.complete(now().toISOString())
    return { kind: 'completed', metrics }
  } catch (error) {
    writer.fail(messageOf(error))
    throw error
  } finally {
    writer.close()
  }
}

/** What a language model said is on disk before it is asked again; a mixture is made again faster than read. */
function keepingOf(design: Design, trace: boolean): Keeping {
  if (!trace) return 'none'
  return design.system === 'llm' ? 'step' : 'buffer'
}
