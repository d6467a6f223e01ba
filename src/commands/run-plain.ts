import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Piscina } from 'piscina'
import { messageOf } from '../core/errors.ts'
import { recordFailure } from '../experiment/run-folder.ts'
import { newRun } from '../experiment/run-replicate.ts'
import { openPlainWorkshop } from './plain-workshop.ts'
import { failureOf, type RunResult } from './run-result.ts'
import { type Batch, type PlainJob, tally } from './run-worker.ts'

/** How runs of systems that compute by themselves are spread over threads. */
export interface PlainOptions {
  readonly folder: string
  readonly trace: boolean
  /** Threads. */
  readonly workers: number
  /** Once aborted, the runs under way are finished and no other begins. */
  readonly stop: AbortSignal
  /** Told now and then what is done so far. */
  readonly onProgress: (done: { readonly runs: number; readonly steps: number }) => void
}

/** More runs a batch would save nothing more, and leave threads idle at the end. */
const largestBatch = 16
const batchesPerWorker = 8
const lookEveryMilliseconds = 100

/**
 * Runs jobs on a pool of worker threads; the main thread stays free for Ctrl+C and progress.
 *
 * @returns what came of each job, in their order: it depends on nothing but the job
 */
export async function runPlain(jobs: readonly PlainJob[], options: PlainOptions): Promise<RunResult[]> {
  if (jobs.length === 0) return []
  const { folder, trace, stop, onProgress } = options
  const size = Math.min(largestBatch, Math.ceil(jobs.length / (options.workers * batchesPerWorker)))
  const batches = Array.from({ length: Math.ceil(jobs.length / size) }, (_, i) =>
    jobs.slice(i * size, (i + 1) * size),
  )
  const shared = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT * tally.size))
  const threads = Math.min(options.workers, batches.length)
  const pool = new Piscina<Batch, RunResult[]>({
    filename: fileURLToPath(new URL('./run-worker.js', import.meta.url)),
    name: 'runBatch',
    minThreads: threads,
    maxThreads: threads,
  })
  const onStop = () => Atomics.store(shared, tally.stop, 1)
  stop.addEventListener('abort', onStop)
  if (stop.aborted) onStop()
  const look = setInterval(
    () => onProgress({ runs: Atomics.load(shared, tally.runs), steps: Atomics.load(shared, tally.steps) }),
    lookEveryMilliseconds,
  )
  try {
    const results = batches.map((batch) => runSome(pool, { jobs: batch, folder, trace, tally: shared }))
    return (await Promise.all(results)).flat()
  } finally {
    clearInterval(look)
    stop.removeEventListener('abort', onStop)
    await pool.destroy()
  }
}

/**
 * Runs a batch. Where its thread ends under it, as for a design that needs more memory than there is, the pool
 * starts another one; the jobs are then tried one by one, and the one to blame is recorded as failed.
 */
async function runSome(pool: Piscina<Batch, RunResult[]>, batch: Batch): Promise<RunResult[]> {
  try {
    return await pool.run(batch)
  } catch (error) {
    const [job, ...others] = batch.jobs
    if (others.length === 0) return [recordCrash(job, batch.folder, error)]
    const single = await Promise.all(batch.jobs.map((one) => runSome(pool, { ...batch, jobs: [one] })))
    return single.flat()
  }
}

function recordCrash({ design, replicate }: PlainJob, folder: string, error: unknown): RunResult {
  const run = newRun(openPlainWorkshop(design).job(replicate))
  recordFailure(join(folder, run.run), run, new Date().toISOString(), messageOf(error))
  return failureOf(error)
}
