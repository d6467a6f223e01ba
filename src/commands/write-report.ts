import { mkdirSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { type ComparisonSpec, defaultSpec } from '../compare/spec.ts'
import { InputError } from '../core/errors.ts'
import type { MeanWeights } from '../report/cell.ts'
import { shownRuns } from '../report/cells.ts'
import { drawReport } from '../report/draw-report.ts'
import { type FigureFile, figureFiles } from '../report/figure-files.ts'
import { whatIsMissing } from '../report/missing.ts'
import { renderReport } from '../report/report.tsx'
import type { ReportData } from '../report/report-data.ts'
import { seriesOf } from '../report/series.ts'
import type { StoredRun } from '../trace/read-run.ts'
import { expectedRuns } from './expected-runs.ts'
import { howToReproduce } from './how-to-reproduce.ts'
import { mixtureWeights } from './mixture-weights.ts'
import { say } from './output.ts'
import { pageScript } from './page-script.ts'
import { startProgress } from './progress.ts'
import { comparisonWithin, tracedRuns } from './stored-runs.ts'

export interface ReportOptions {
  /** How systems are compared. */
  readonly spec?: ComparisonSpec
  /** Whether figures are written as PNG as well. */
  readonly png?: boolean
}

/**
 * Writes the page and its figures into a folder of runs, and says on stderr what is missing of them.
 *
 * @returns the path of the page
 * @throws InputError where no run has a step
 */
export async function writeReport(
  folder: string,
  { spec = defaultSpec, png = false }: ReportOptions = {},
): Promise<string> {
  const script = pageScript()
  const data = await reportData(folder, spec)
  const report = drawReport(data)
  const html = renderReport(report, script)
  const missing = whatIsMissing(data)
  if (missing !== null) say(`${folder}: incomplete: ${missing}; the report shows what is there`)
  await writeFigures(join(folder, 'figures'), figureFiles(report), png)
  const page = join(folder, 'report.html')
  writeFileSync(page, html)
  return page
}

async function reportData(folder: string, spec: ComparisonSpec): Promise<ReportData> {
  const { runs, withoutTrace } = tracedRuns(folder)
  const drawable = runs.filter(({ steps }) => steps.length > 0)
  if (drawable.length === 0) {
    throw new InputError(
      withoutTrace > 0
        ? `${folder}: nothing to draw: ${withoutTrace} runs keep their metrics and no steps; accepted: runs made without --no-trace`
        : `${folder}: nothing to draw: no run has a step yet; accepted: runs with one or more`,
    )
  }
  const expected = expectedRuns(folder)
  const notBegun = expected === null ? null : Math.max(0, expected - runs.length - withoutTrace)
  return {
    title: basename(resolve(folder)),
    generated: new Date().toISOString(),
    runs,
    absent: { withoutTrace, notBegun },
    weights: await weightsOf(drawable),
    comparison: isPair(drawable) ? comparisonWithin(folder, spec, runs) : null,
    reproduce: howToReproduce(folder),
  }
}

/** The weights of the mixtures that are drawn at first. */
async function weightsOf(runs: readonly StoredRun[]): Promise<ReadonlyMap<StoredRun, MeanWeights>> {
  const weights = new Map<StoredRun, MeanWeights>()
  for (const run of shownRuns(seriesOf(runs))) {
    const own = await mixtureWeights(run)
    if (own !== null) weights.set(run, own)
  }
  return weights
}

async function writeFigures(folder: string, files: readonly FigureFile[], png: boolean): Promise<void> {
  mkdirSync(folder, { recursive: true })
  for (const { name, svg } of files) writeFileSync(join(folder, `${name}.svg`), svg)
  if (!png) return
  // Loaded only where it is asked for: it brings a renderer of its own.
  const { renderPng } = await import('../adapters/png.ts')
  const progress = startProgress('png', files.length, 'figures')
  for (const [done, { name, svg }] of files.entries()) {
    writeFileSync(join(folder, `${name}.png`), renderPng(svg))
    progress.update(done + 1)
  }
  progress.stop()
}

/** Whether the folder holds language models and their twin. */
function isPair(runs: readonly StoredRun[]): boolean {
  const systems = new Set(runs.map((run) => run.header.design.system))
  return systems.has('llm') && systems.has('gmm')
}
