import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { FailureError } from '../core/errors.ts'
import { timed } from '../metrics/cost.ts'
import { measureRun, type RunMetrics } from '../metrics/run-metrics.ts'
import { lock } from '../storage/lock.ts'
import { finishedHeader } from '../trace/finished-run.ts'
import { writeHeader } from '../trace/header-file.ts'
import { headerFile, readHeader, readRun, traceFile } from '../trace/read-run.ts'
import type { RunHeader } from '../trace/record.ts'
import { type NewRun, refuseOther } from '../trace/same-run.ts'
import { metricsFile, readMetrics } from './metrics-file.ts'

/** Whoever writes a run holds this lock in its folder. */
export const lockFile = 'lock'

/**
 * The header of a complete run: marked as completed, with the last record at the end of its trace or, where it
 * keeps none, with its metrics. Null for any other. Damaged metrics do not count: the run is made again.
 *
 * @throws FailureError where run.json is damaged
 */
export function completeHeader(folder: string): RunHeader | null {
  const header = finishedHeader(folder)
  if (header === null || existsSync(join(folder, traceFile))) return header
  try {
    return readMetrics(folder) === null ? null : header
  } catch (error) {
    if (error instanceof FailureError) return null
    throw error
  }
}

/**
 * Whether a folder holds just this run, complete.
 *
 * @throws InputError where it holds a complete run of another design, or made with other inputs
 */
export function isDone(folder: string, run: NewRun): boolean {
  const there = completeHeader(folder)
  if (there !== null) refuseOther(folder, there, run)
  return there !== null
}

/** Whether a run keeps its metrics and no steps. */
export function keepsMetricsAlone(folder: string): boolean {
  return !existsSync(join(folder, traceFile)) && existsSync(join(folder, metricsFile))
}

/**
 * The metrics of a run, from its trace or as it kept them; null where it has neither a step nor metrics.
 *
 * @throws FailureError where a file is damaged
 */
export function metricsAt(folder: string): RunMetrics | null {
  if (!existsSync(join(folder, traceFile))) return keptMetrics(folder)
  const run = readRun(folder)
  return run.steps.length === 0 ? null : measureRun(run)
}

function keptMetrics(folder: string): RunMetrics | null {
  const metrics = readMetrics(folder)
  if (metrics === null) return null
  return { ...metrics, cost: timed(metrics.cost, readHeader(folder).seconds ?? null) }
}

/** Records why a run could not even begin; steps of an earlier try stay as they are. */
export function recordFailure(folder: string, run: NewRun, at: string, failure: string): void {
  const held = lock(join(folder, lockFile), folder)
  try {
    const there = existsSync(join(folder, headerFile)) ? readHeader(folder) : null
    writeHeader(folder, { format: 1, ...run, started: at, ...there, ended: null, status: 'failed', failure })
  } finally {
    held.release()
  }
}
