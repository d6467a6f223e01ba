import { groupBy } from '../core/group-by.ts'
import type { LlmDesign } from '../design/design.ts'
import type { GridJob } from '../experiment/grid.ts'
import { modelKey, openBackends } from './backends.ts'
import { startProgress } from './progress.ts'
import { runLlm } from './run-llm.ts'
import { runPlain } from './run-plain.ts'
import { type RunResult, throwFailure } from './run-result.ts'
import type { SweepRequest } from './run-sweep.ts'
import type { PlainJob } from './run-worker.ts'

type LlmJob = GridJob & { readonly design: LlmDesign }

/**
 * Runs jobs of a sweep.
 *
 * @param record takes what came of each
 * @throws StorageError where results cannot be kept
 */
export async function runMissing(
  missing: readonly GridJob[],
  request: SweepRequest,
  stop: AbortSignal,
  record: (job: GridJob, result: RunResult) => void,
): Promise<void> {
  await runPlainJobs(
    missing.filter((job): job is PlainJob => job.design.system !== 'llm'),
    request,
    stop,
    record,
  )
  await runLlmJobs(
    missing.filter((job): job is LlmJob => job.design.system === 'llm'),
    request,
    stop,
    record,
  )
}

async function runPlainJobs(
  jobs: readonly PlainJob[],
  request: SweepRequest,
  stop: AbortSignal,
  record: (job: GridJob, result: RunResult) => void,
): Promise<void> {
  const progress = startProgress('runs', jobs.length, 'runs')
  try {
    const onProgress = (done: { readonly runs: number }) => progress.update(done.runs)
    const results = await runPlain(jobs, { ...request, stop, onProgress })
    for (const result of results) {
      if (result.kind === 'failed' && result.cause === 'storage') throwFailure(result)
    }
    for (const [i, job] of jobs.entries()) record(job, results[i])
  } finally {
    progress.stop()
  }
}

/** Designs of one model follow each other, so that it is loaded once. */
async function runLlmJobs(
  jobs: readonly LlmJob[],
  request: SweepRequest,
  stop: AbortSignal,
  record: (job: GridJob, result: RunResult) => void,
): Promise<void> {
  const times = jobs.reduce((sum, { design }) => sum + design.steps + 1, 0)
  const progress = startProgress('llm', times, 'steps')
  const backends = openBackends(request)
  let done = 0
  const { folder, trace, allowMixed } = request
  const onStep = () => progress.update(++done)
  const surroundings = { folder, trace, allowMixed, stop, onStep, now: () => new Date() }
  try {
    const byModel = groupBy(jobs, ({ design }) => modelKey(design))
    for (const [design, own] of [...byModel.values()].flatMap((same) => [
      ...groupBy(same, (job) => job.design),
    ])) {
      const replicates = own.map(({ replicate }) => replicate)
      const results = await runLlm(design, replicates, backends, surroundings)
      for (const [i, job] of own.entries()) record(job, results[i])
    }
  } finally {
    progress.stop()
    await backends.close()
  }
}
