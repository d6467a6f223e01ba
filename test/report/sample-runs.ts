import type { Silos } from '../../src/core/silos.ts'
import { drawReport } from '../../src/report/draw-report.ts'
import { type FigureFile, figureFiles } from '../../src/report/figure-files.ts'
import { renderReport } from '../../src/report/report.tsx'
import type { PageScript, ReportData } from '../../src/report/report-data.ts'
import type { StoredRun } from '../../src/trace/read-run.ts'
import type { RunHeader } from '../../src/trace/record.ts'

/** What a test wants to say of a run; the rest is filled in. */
export interface Wanted {
  readonly system?: string
  readonly path: readonly Silos[]
  readonly design?: Record<string, unknown>
  readonly header?: Partial<RunHeader>
  readonly replicate?: number
  readonly complete?: boolean
  readonly steps?: number
  /** Text of an agent's answer; without it the run keeps no answers. */
  readonly say?: (silo: number | null, agent: number, t: number) => string
}

export function storedRun(wanted: Wanted): StoredRun {
  const { system = 'gmm', path, replicate = 0, complete = true, say } = wanted
  const design = {
    system,
    agents: path[0]?.length ?? 3,
    steps: wanted.steps ?? path.length - 1,
    mirror: 0.2,
    neighbors: 2,
    memory: 5,
    seed: 1,
    ...wanted.design,
  }
  return {
    folder: `/runs/${system}-${replicate}`,
    header: {
      format: 1,
      run: `${system}-p${design.mirror}-k${design.neighbors}-rep${replicate}`,
      design,
      replicate,
      provenance: {},
      started: '2025-01-31T12:00:00Z',
      ended: '2025-01-31T12:01:00Z',
      status: 'completed',
      ...wanted.header,
    },
    steps: path.map((silos, t) => ({
      t,
      silos,
      partners: null,
      ...(say !== undefined && {
        answers: silos.map((silo, agent) => ({
          ...(silo === null && { fault: 'off-format' as const }),
          attempts: [{ text: say(silo, agent, t) }],
        })),
      }),
    })),
    complete,
    validBytes: 0,
  }
}

export const llmPath: readonly Silos[] = [
  [0, 1, 2, 3],
  [0, 1, 1, null],
  [1, 1, 1, 3],
  [1, 1, 1, 1],
]

export const gmmPath: readonly Silos[] = [
  [0, 1, 2, 3],
  [0, 1, 2, 3],
  [0, 0, 2, 3],
  [0, 0, 2, 2],
]

export const llmRun = storedRun({
  system: 'llm',
  path: llmPath,
  design: { model: 'gguf:tinyllama' },
  say: (silo, agent, t) => (silo === null ? 'Sure!' : `Silo ${silo} of agent ${agent} at ${t}.`),
})

export const gmmRun = storedRun({ path: gmmPath, design: { sigma: 0.2 } })

/** Mean weights of the mixture's run. */
export const pairWeights = new Map([
  [
    gmmRun,
    gmmPath.map((silos) => [0, 1, 2, 3].map((a) => silos.filter((silo) => silo === a).length / 5 + 0.05)),
  ],
])

/** Two systems in four cells, one of them with two replicates. */
export const twoByTwo = [0.2, 0.5].flatMap((mirror) =>
  [1, 2].flatMap((neighbors) => [
    ...[0, 1].map((replicate) => storedRun({ path: gmmPath, replicate, design: { mirror, neighbors } })),
    storedRun({ system: 'llm', path: llmPath, design: { mirror, neighbors } }),
  ]),
)

export function reportOf(runs: readonly StoredRun[], more: Partial<ReportData> = {}): ReportData {
  return {
    title: 'A pair',
    generated: '2025-01-31T12:34:56Z',
    runs,
    absent: { withoutTrace: 0, notBegun: null },
    weights: new Map(),
    comparison: null,
    reproduce: 'silotwin pair --out results/pair',
    ...more,
  }
}

/** The figures of some runs as files. */
export function filesOf(runs: readonly StoredRun[], more: Partial<ReportData> = {}): readonly FigureFile[] {
  return figureFiles(drawReport(reportOf(runs, more)))
}

/** The page of a report, without a script unless one is given. */
export function pageOf(data: ReportData, script: PageScript | null = null): string {
  return renderReport(drawReport(data), script)
}
