import { join } from 'node:path'
import { messageOf } from '../core/errors.ts'
import { scheduleOf } from '../core/schedule.ts'
import type { Design } from '../design/design.ts'
import type { AgentSystem } from '../sim/agent.ts'
import { simulate } from '../sim/simulate.ts'
import type { StoredRun } from '../trace/read-run.ts'
import type { StepRecord } from '../trace/record.ts'
import { writeRun } from '../trace/write-run.ts'
import { runIdentity } from './run-identity.ts'

/** How to run one replicate of one system. */
export interface ReplicateJob {
  readonly design: Design
  readonly replicate: number
  /** Versions of everything, and under `inputs` what must not change when the run is resumed. */
  readonly provenance: Readonly<Record<string, unknown>>
  /** Makes the system; given what an interrupted run has stored, so that its answers are not asked again. */
  system(stored: StoredRun | null): AgentSystem | Promise<AgentSystem>
}

/** What surrounds a run. */
export interface RunSurroundings {
  /** The folder that the run's own folder lies in. */
  readonly folder: string
  readonly now: () => Date
  /** Called after each step, those already stored included. */
  readonly onStep: (t: number) => void
  /** Once aborted, the step under way is finished and the run left to be resumed. */
  readonly stop: AbortSignal
}

/** `there`: the run was complete before. */
export type Outcome = 'completed' | 'there' | 'stopped'

/**
 * Runs one replicate into its folder, or what is missing of it: the loop starts at t = 0 again, the steps
 * that are stored are remade from the recording (and checked against it), the others are new.
 */
export async function runReplicate(job: ReplicateJob, surroundings: RunSurroundings): Promise<Outcome> {
  const { design, replicate, provenance } = job
  const { folder, now, onStep, stop } = surroundings
  const run = runIdentity(design, replicate)
  const flush = design.system === 'llm' ? 'step' : 'buffer'
  const place = join(folder, run)
  const writer = writeRun(
    place,
    { run, design: { ...design }, replicate, provenance },
    now().toISOString(),
    flush,
  )
  try {
    if (writer.stored?.complete === true) return 'there'
    const system = await job.system(writer.stored)
    for await (const step of simulate(system, design, scheduleOf(design, replicate))) {
      writer.append(step as StepRecord)
      onStep(step.t)
      if (stop.aborted && step.t < design.steps) return 'stopped'
    }
    writer.complete(now().toISOString())
    return 'completed'
  } catch (error) {
    writer.fail(messageOf(error))
    throw error
  } finally {
    writer.close()
  }
}
