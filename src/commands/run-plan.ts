import { existsSync, statfsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { groupBy } from '../core/group-by.ts'
import type { LlmDesign } from '../design/design.ts'
import type { GridJob } from '../experiment/grid.ts'
import { completeHeader } from '../experiment/run-folder.ts'
import { runIdentity } from '../experiment/run-identity.ts'
import { type Seconds, secondsOf, sumOf } from '../plan/eta.ts'
import { type CallRange, callsAtOnce, expectedCalls, triesPerAnswer } from '../plan/expected-calls.ts'
import { headerFile } from '../trace/read-run.ts'
import { openStoredTrace } from '../trace/stored-trace.ts'
import { type Backends, modelKey } from './backends.ts'
import type { PlainDesign } from './plain-workshop.ts'
import { type Probed, probeModel } from './probe-model.ts'
import { plainCost } from './time-plain.ts'

/** What a part of an experiment needs: the runs of one model, or all systems that compute by themselves. */
export interface PlannedPart {
  /** The model's reference, or the systems. */
  readonly what: string
  readonly runs: number
  readonly seconds: Seconds
  readonly bytes: number
  /** null where no model is asked. */
  readonly calls: CallRange | null
  /** Of the expected calls; null where no model is asked or where it does not count them. */
  readonly tokens: { readonly prompt: number; readonly answer: number } | null
  /** null where no model is asked. */
  readonly probes: Probed | null
}

/** What an experiment needs before it is run. */
export interface Plan {
  readonly runs: number
  /** Runs that are there, complete, and those that have begun. */
  readonly there: number
  readonly begun: number
  readonly parts: readonly PlannedPart[]
  readonly seconds: Seconds
  /** Bytes to be written, and bytes free where they are to go. */
  readonly bytes: number
  readonly free: number
}

export interface PlanRequest {
  readonly jobs: readonly GridJob[]
  readonly folder: string
  readonly trace: boolean
  readonly workers: number
}

/** run.json of a run, and its metrics where it keeps no steps. */
const bytesBesideTrace = 4000

type Missing<D> = { readonly design: D; readonly replicate: number; readonly done: number }

/**
 * Finds what is missing of an experiment, and what that takes: by three calls to each model, and by short runs of
 * what computes by itself. Writes nothing.
 */
export async function planOf(request: PlanRequest, backends: Backends): Promise<Plan> {
  const { jobs, folder } = request
  const missing = jobs.flatMap((job) => missingOf(job, folder))
  const llm = missing.filter((job): job is Missing<LlmDesign> => job.design.system === 'llm')
  const plain = missing.filter((job): job is Missing<PlainDesign> => job.design.system !== 'llm')
  const parts: PlannedPart[] = plain.length === 0 ? [] : [await plainPart(plain, request)]
  const byModel = groupBy(llm, ({ design }) => {
    const { prompt, corpus, embedder } = design
    const answers = callsAtOnce(design, backends.concurrency)
    return JSON.stringify([modelKey(design), prompt, corpus, embedder, answers])
  })
  for (const some of byModel.values()) parts.push(await llmPart(some, request, backends))
  return {
    runs: jobs.length,
    there: jobs.length - missing.length,
    begun: missing.filter(({ done }) => done > 0).length,
    parts,
    seconds: sumOf(parts.map(({ seconds }) => seconds)),
    bytes: parts.reduce((sum, part) => sum + part.bytes, 0),
    free: freeBytes(folder),
  }
}

/** A run and how many of its times are there; none where it is complete. */
function missingOf(job: GridJob, folder: string): Missing<GridJob['design']>[] {
  const place = join(folder, runIdentity(job.design, job.replicate))
  if (!existsSync(join(place, headerFile))) return [{ ...job, done: 0 }]
  if (completeHeader(place) !== null) return []
  // What computes by itself begins anew: that is faster than reading.
  return [{ ...job, done: job.design.system === 'llm' ? openStoredTrace(place).times : 0 }]
}

async function plainPart(
  jobs: readonly Missing<PlainDesign>[],
  { workers, trace }: PlanRequest,
): Promise<PlannedPart> {
  const designs = jobs.map(({ design }) => design)
  const cost = await plainCost(designs)
  const seconds = (jobs.length * cost.seconds) / Math.min(workers, jobs.length)
  return {
    what: [...new Set(designs.map(({ system }) => system))].join(', '),
    runs: jobs.length,
    seconds: { least: seconds, expected: seconds, most: seconds },
    bytes: jobs.length * (bytesBesideTrace + (trace ? cost.bytes : 0)),
    calls: null,
    tokens: null,
    probes: null,
  }
}

async function llmPart(
  jobs: readonly Missing<LlmDesign>[],
  { trace }: PlanRequest,
  backends: Backends,
): Promise<PlannedPart> {
  const [{ design: first }] = jobs
  const what = first.model
  const runs = jobs.length
  const bytes = runs * bytesBesideTrace
  if (what.startsWith('recorded:')) {
    const seconds = { least: 0, expected: 0, most: 0 }
    return { what, runs, seconds, bytes, calls: { least: 0, most: 0 }, tokens: null, probes: null }
  }
  const atOnce = callsAtOnce(first, backends.concurrency)
  const probed = await probeModel(first, atOnce > 1, backends)
  const share = probed.offFormat / probed.calls
  const costs = jobs.map(({ design, done }) => {
    const calls = expectedCalls(design, done)
    const expected = calls.least * triesPerAnswer(share, design.retries)
    const inStep = design.neighbors < design.agents - 1 ? design.agents : null
    return {
      calls,
      expected,
      seconds: secondsOf(expected, probed.times, atOnce, inStep),
      bytes: bytesBesideAnswers(design, done),
    }
  })
  const sum = (pick: (cost: (typeof costs)[number]) => number) =>
    costs.reduce((total, cost) => total + pick(cost), 0)
  const expected = sum((cost) => cost.expected)
  const { promptTokens, answerTokens } = probed
  return {
    what,
    runs,
    seconds: sumOf(costs.map(({ seconds }) => seconds)),
    bytes: bytes + (trace ? expected * probed.bytes + sum((cost) => cost.bytes) : 0),
    calls: { least: sum(({ calls }) => calls.least), most: sum(({ calls }) => calls.most) },
    tokens:
      promptTokens === null || answerTokens === null
        ? null
        : { prompt: expected * promptTokens, answer: expected * answerTokens },
    probes: probed,
  }
}

/** What the lines of a trace hold but answers: names of fields, silos and partners, and who did not act. */
function bytesBesideAnswers({ agents, order, steps }: LlmDesign, done: number): number {
  const idle = order === 'single' ? agents - 1 : 0
  return (steps + 1 - done) * (60 + 6 * agents + 10 * idle)
}

/** Free bytes on the disk that a folder is, or would be, on. */
function freeBytes(folder: string): number {
  const place = resolve(folder)
  if (!existsSync(place)) return freeBytes(dirname(place))
  const { bavail, bsize } = statfsSync(place)
  return bavail * bsize
}
