import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { FailureError, messageOf } from '../core/errors.ts'
import { askedShape } from '../metrics/asked-shape.ts'
import { timed } from '../metrics/cost.ts'
import { measuresShape } from '../metrics/measures-shape.ts'
import type { RunMetrics } from '../metrics/run-metrics.ts'
import { writeWhole } from '../storage/whole-file.ts'

/** What a run without a trace keeps of its path: its metrics, as `silotwin metrics --json` prints them. */
export const metricsFile = 'metrics.json'

const count = z.int().min(0)
const schema: z.ZodType<RunMetrics> = z.object({
  run: z.string(),
  system: z.string(),
  mirror: z.number(),
  neighbors: count,
  agents: count,
  steps: count,
  memory: count,
  replicate: count,
  seed: count.nullable(),
  complete: z.boolean(),
  // Absent in the files of earlier versions, which knew no mixed runs.
  mixed: z.boolean().default(false),
  ...measuresShape,
  ...askedShape,
})

/** Keeps the metrics of a run, without its seconds: they are in run.json. @throws StorageError */
export function writeMetrics(folder: string, metrics: RunMetrics): void {
  const kept = { ...metrics, cost: timed(metrics.cost, null) }
  writeWhole(join(folder, metricsFile), `${JSON.stringify(kept)}\n`)
}

/**
 * The metrics that a run kept; null where it kept none.
 *
 * @throws FailureError where they are damaged
 */
export function readMetrics(folder: string): RunMetrics | null {
  const path = join(folder, metricsFile)
  if (!existsSync(path)) return null
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : messageOf(error)
    throw new FailureError(`${path}: damaged: ${why}; remove it, and the run is made again`, { cause: error })
  }
}
