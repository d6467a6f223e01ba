import { join } from 'node:path'
import { messageOf } from '../core/errors.ts'
import { scheduleOf } from '../core/schedule.ts'
import type { Silos } from '../core/silos.ts'
import { type Design, recordedDesign } from '../design/design.ts'
import { type Asked, askedIn, nothingAsked } from '../metrics/asked.ts'
import { measureRun, type RunMetrics } from '../metrics/run-metrics.ts'
import type { AgentSystem } from '../sim/agent.ts'
import { type Pace, simulate } from '../sim/simulate.ts'
import { isLocked, lock } from '../storage/lock.ts'
import type { StepRecord } from '../trace/record.ts'
import type { NewRun } from '../trace/same-run.ts'
import type { StoredTrace } from '../trace/stored-trace.ts'
import { type Keeping, type RunWriter, writeRun } from '../trace/write-run.ts'
import { writeMetrics } from './metrics-file.ts'
import { mayChange, runToGoOnWith } from './mixing.ts'
import { recordedSchedule } from './recorded-schedule.ts'
import { completeHeader, isDone, lockFile } from './run-folder.ts'
import { runIdentity } from './run-identity.ts'

/** How to run one replicate of one system. */
export interface ReplicateJob {
  readonly design: Design
  readonly replicate: number
  /** Versions of everything, and under `inputs` what must not change when the run is resumed. */
  readonly provenance: Readonly<Record<string, unknown>>
  /**
   * Makes the system; given what an interrupted run has stored, so that its answers are not asked again, and the
   * folder of the run; null where nothing is kept.
   */
  system(stored: StoredTrace | null, folder: string | null): AgentSystem | Promise<AgentSystem>
  /** Whether agents may begin with the next time while others are at this one; the steps are the same. */
  readonly pace: Pace
}

/** What surrounds a run. */
export interface RunSurroundings {
  /** The folder that the run's own folder lies in. */
  readonly folder: string
  /** Whether steps are kept; a run without a trace keeps its metrics, and starts again if interrupted. */
  readonly trace: boolean
  /** Whether a run may go on with another model, prompt, corpus or embedder; it is marked as mixed then. */
  readonly allowMixed: boolean
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
export function newRun({ design, replicate, provenance }: Omit<ReplicateJob, 'system' | 'pace'>): NewRun {
  return { run: runIdentity(design, replicate), design: { ...recordedDesign(design) }, replicate, provenance }
}

/**
 * Runs one replicate into its folder, or what is missing of it: the loop starts at t = 0 again, the steps
 * that are stored are remade from the recording (and checked against it), the others are new.
 *
 * @throws BusyError where another process is writing it
 * @throws StorageError where it cannot be kept
 */
export async function runReplicate(job: ReplicateJob, surroundings: RunSurroundings): Promise<Outcome> {
  const { folder, allowMixed } = surroundings
  const run = newRun(job)
  const place = join(folder, allowMixed ? runToGoOnWith(folder, run) : run.run)
  const isThere = () => (allowMixed ? completeHeader(place) !== null : isDone(place, run))
  const lockPath = join(place, lockFile)
  // A lock that was left behind by a process that died is cleared away by the next one that takes it.
  if (!isLocked(lockPath) && isThere()) return { kind: 'there' }
  const held = lock(lockPath, place)
  try {
    // Another process may have come to its end meanwhile.
    return isThere() ? { kind: 'there' } : await runInto(place, run, job, surroundings)
  } finally {
    held.release()
  }
}

async function runInto(
  place: string,
  run: NewRun,
  job: ReplicateJob,
  surroundings: RunSurroundings,
): Promise<Outcome> {
  const { trace, now, allowMixed } = surroundings
  const keeping = keepingOf(job.design, trace)
  const begun = performance.now()
  const elapsed = () => (performance.now() - begun) / 1000
  const writer = writeRun(
    place,
    run,
    now().toISOString(),
    keeping,
    elapsed,
    allowMixed ? mayChange : undefined,
  )
  try {
    const followed = await follow(writer, place, job, surroundings)
    if (followed === null) {
      writer.pause()
      return { kind: 'stopped' }
    }
    const measured = () => measureRun({ header: writer.header, ...followed, complete: true })
    if (!writer.keepsTrace) writeMetrics(place, measured())
    writer.complete(now().toISOString())
    return { kind: 'completed', metrics: measured() }
  } catch (error) {
    writer.fail(messageOf(error))
    throw error
  } finally {
    writer.close()
  }
}

/** What is measured of a run: the silos at all times, and what was asked; of the texts nothing is kept. */
interface Followed {
  readonly steps: readonly { readonly silos: Silos }[]
  readonly asked: Asked
}

/** Null where it was stopped. */
async function follow(
  writer: RunWriter,
  place: string,
  { design, replicate, system, pace }: ReplicateJob,
  { onStep, stop }: RunSurroundings,
): Promise<Followed | null> {
  const { stored } = writer
  const drawn = scheduleOf(design, replicate)
  const schedule =
    writer.header.mixed === undefined || stored === null ? drawn : recordedSchedule(drawn, stored)
  const steps: { readonly silos: Silos }[] = []
  let asked = nothingAsked
  for await (const step of simulate(await system(stored, place), design, schedule, pace)) {
    const record = step as StepRecord
    writer.append(record)
    steps.push({ silos: step.silos })
    asked = askedIn(asked, record)
    onStep(step.t)
    if (stop.aborted && step.t < design.steps) return null
  }
  return { steps, asked }
}

/** What a language model said is on disk before it is asked again; a mixture is made again faster than read. */
function keepingOf(design: Design, trace: boolean): Keeping {
  if (!trace) return 'none'
  return design.system === 'llm' ? 'step' : 'buffer'
}
