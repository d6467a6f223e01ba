import { join } from 'node:path'
import { softwareVersions } from '../adapters/provenance.ts'
import { messageOf } from '../core/errors.ts'
import type { LlmDesign } from '../design/design.ts'
import { recordFailure } from '../experiment/run-folder.ts'
import { newRun, type RunSurroundings, runReplicate } from '../experiment/run-replicate.ts'
import { BusyError } from '../storage/lock.ts'
import { StorageError } from '../storage/storage-error.ts'
import type { Backends } from './backends.ts'
import type { Workshop } from './plain-workshop.ts'
import { failureOf, type RunResult } from './run-result.ts'
import { openLlmWorkshop } from './workshop.ts'

/**
 * Runs replicates of one design one after the other. One that fails stops no other, and is recorded; so is a model
 * that cannot be opened, for each of them.
 *
 * @throws StorageError where results cannot be kept
 */
export async function runLlm(
  design: LlmDesign,
  replicates: readonly number[],
  backends: Backends,
  surroundings: RunSurroundings,
): Promise<RunResult[]> {
  if (surroundings.stop.aborted) return replicates.map(() => ({ kind: 'stopped' }))
  let workshop: Workshop
  try {
    workshop = await openLlmWorkshop(design, backends)
  } catch (error) {
    return replicates.map((replicate) => recordUnopened(design, replicate, surroundings, error))
  }
  const results: RunResult[] = []
  for (const replicate of replicates) {
    results.push(await runOne(workshop, replicate, surroundings))
  }
  return results
}

async function runOne(
  workshop: Workshop,
  replicate: number,
  surroundings: RunSurroundings,
): Promise<RunResult> {
  if (surroundings.stop.aborted) return { kind: 'stopped' }
  try {
    return await runReplicate(workshop.job(replicate), surroundings)
  } catch (error) {
    if (error instanceof StorageError) throw error
    return failureOf(error)
  }
}

/** Records that a run could not begin, unless another process is at it. */
function recordUnopened(
  design: LlmDesign,
  replicate: number,
  { folder, now }: RunSurroundings,
  error: unknown,
): RunResult {
  const run = newRun({ design, replicate, provenance: { versions: softwareVersions() } })
  try {
    recordFailure(join(folder, run.run), run, now().toISOString(), messageOf(error))
    return failureOf(error)
  } catch (other) {
    if (other instanceof BusyError) return failureOf(other)
    throw other
  }
}
