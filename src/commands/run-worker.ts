import { runReplicate } from '../experiment/run-replicate.ts'
import { StorageError } from '../storage/storage-error.ts'
import { openPlainWorkshop, type PlainDesign, type Workshop } from './plain-workshop.ts'
import { failureOf, type RunResult } from './run-result.ts'

/** One run of a system that computes by itself. */
export interface PlainJob {
  readonly design: PlainDesign
  readonly replicate: number
}

/** Some runs that go to a thread together, so that talking to it costs little beside them. */
export interface Batch {
  readonly jobs: readonly PlainJob[]
  readonly folder: string
  readonly trace: boolean
  /** Shared by all threads: whether to stop, and what is done; see `tally`. */
  readonly tally: Int32Array<SharedArrayBuffer>
}

/** Places in the shared tally. */
export const tally = { stop: 0, runs: 1, steps: 2, size: 3 } as const

/**
 * Runs a batch one after the other, on the thread that it is called on; once asked to stop it ends the run
 * under way, as what a mixture has computed is made again faster than kept. A run that fails stops no other,
 * unless it could not be kept.
 */
export async function runBatch({ jobs, folder, trace, tally: shared }: Batch): Promise<RunResult[]> {
  const open = openOnce()
  const onStep = () => Atomics.add(shared, tally.steps, 1)
  const surroundings = {
    folder,
    trace,
    now: () => new Date(),
    onStep,
    stop: { aborted: false },
    allowMixed: false,
  }
  const results: RunResult[] = []
  for (const { design, replicate } of jobs) {
    if (Atomics.load(shared, tally.stop) === 1) {
      results.push({ kind: 'stopped' })
      continue
    }
    try {
      results.push(await runReplicate(open(design).job(replicate), surroundings))
    } catch (error) {
      results.push(failureOf(error))
      if (error instanceof StorageError) Atomics.store(shared, tally.stop, 1)
    }
    Atomics.add(shared, tally.runs, 1)
  }
  return results
}

/** Jobs of one design follow each other: its workshop is opened for the first of them. */
function openOnce(): (design: PlainDesign) => Workshop {
  let last: { readonly address: string; readonly workshop: Workshop } | null = null
  return (design) => {
    const address = JSON.stringify(design)
    if (last?.address !== address) last = { address, workshop: openPlainWorkshop(design) }
    return last.workshop
  }
}
