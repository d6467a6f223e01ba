import { join } from 'node:path'
import { softwareVersions } from '../adapters/provenance.ts'
import type { Serving } from '../adapters/serving.ts'
import { messageOf } from '../core/errors.ts'
import type { LlmDesign } from '../design/design.ts'
import { recordFailure } from '../experiment/run-folder.ts'
import { newRun, type RunSurroundings, runReplicate } from '../experiment/run-replicate.ts'
import { fetching } from './fetching.ts'
import type { Workshop } from './plain-workshop.ts'
import { failureOf, type RunResult } from './run-worker.ts'
import { openWorkshop } from './workshop.ts'

/** How runs of a language model go. */
export interface LlmOptions {
  readonly folder: string
  readonly trace: boolean
  /** Calls in flight. */
  readonly concurrency: number
  readonly serving: Serving
  /** Once aborted, the step under way is finished. */
  readonly stop: AbortSignal
  readonly onStep: () => void
}

/**
 * Runs replicates of one design one after the other, its model open meanwhile. Where it cannot be opened, that
 * is recorded as the failure of each of them.
 */
export async function runLlm(
  design: LlmDesign,
  replicates: readonly number[],
  options: LlmOptions,
): Promise<RunResult[]> {
  const { folder, concurrency, serving, stop } = options
  if (stop.aborted) return replicates.map(() => ({ kind: 'stopped' }))
  const now = () => new Date()
  let workshop: Workshop
  try {
    workshop = await openWorkshop(design, { concurrency, serving, onProgress: fetching() })
  } catch (error) {
    const failed = failureOf(error)
    for (const replicate of replicates) {
      const run = newRun({ design, replicate, provenance: { versions: softwareVersions() } })
      recordFailure(join(folder, run.run), run, now().toISOString(), messageOf(error))
    }
    return replicates.map(() => failed)
  }
  try {
    return await runReplicates(workshop, replicates, { ...options, now })
  } finally {
    await workshop.close()
  }
}

/** Runs replicates one after the other; one that fails stops no other. */
async function runReplicates(
  workshop: Workshop,
  replicates: readonly number[],
  surroundings: RunSurroundings,
): Promise<RunResult[]> {
  const results: RunResult[] = []
  for (const replicate of replicates) {
    try {
      if (surroundings.stop.aborted) results.push({ kind: 'stopped' })
      else results.push(await runReplicate(workshop.job(replicate), surroundings))
    } catch (error) {
      results.push(failureOf(error))
    }
  }
  return results
}
