import { mkdirSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { type ComparisonSpec, defaultSpec } from '../compare/spec.ts'
import { InputError } from '../core/errors.ts'
import { figureFiles } from '../report/figure-files.tsx'
import { renderReport } from '../report/report.tsx'
import type { StoredRun } from '../trace/read-run.ts'
import { reproduceCommand } from './reproduce-command.ts'
import { comparisonWithin, storedRuns } from './stored-runs.ts'

/**
 * Writes the page and its figures into a folder of runs.
 *
 * @returns the path of the page
 * @throws InputError where no run has a step
 */
export function writeReport(folder: string, spec: ComparisonSpec = defaultSpec): string {
  const runs = storedRuns(folder)
  if (runs.length === 0) {
    throw new InputError(`${folder}: holds no steps to draw; accepted: runs made without --no-trace`)
  }
  const data = {
    title: basename(resolve(folder)),
    generated: new Date().toISOString(),
    runs,
    comparison: isPair(runs) ? comparisonWithin(folder, spec) : null,
    reproduce: reproduceCommand(folder),
  }
  const page = join(folder, 'report.html')
  const figures = join(folder, 'figures')
  mkdirSync(figures, { recursive: true })
  for (const { name, svg } of figureFiles(data)) writeFileSync(join(figures, name), svg)
  writeFileSync(page, renderReport(data))
  return page
}

/** Whether the folder holds language models and their twin. */
function isPair(runs: readonly StoredRun[]): boolean {
  const systems = new Set(runs.map((run) => run.header.design.system))
  return systems.has('llm') && systems.has('gmm')
}
