import type { RunMetrics } from '../metrics/run-metrics.ts'
import type { StoredRun } from '../trace/read-run.ts'
import { textOf } from '../trace/record.ts'
import type { CellValue } from './csv.ts'

type Row = readonly CellValue[]

/** One row a run: its place in the design and its metrics at the end. */
export function* runRows(runs: readonly RunMetrics[]): Generator<Row> {
  yield [
    'run',
    'system',
    'mirror',
    'neighbors',
    'agents',
    'steps',
    'memory',
    'replicate',
    'seed',
    'complete',
    'mixed',
    'silos',
    'effective_silos',
    'converged',
    'convergence_or_censoring_time',
    'last_change',
    'pattern',
    'faults',
  ]
  for (const metrics of runs) {
    const { convergence } = metrics
    yield [
      metrics.run,
      metrics.system,
      metrics.mirror,
      metrics.neighbors,
      metrics.agents,
      metrics.steps,
      metrics.memory,
      metrics.replicate,
      metrics.seed,
      metrics.complete,
      metrics.mixed,
      metrics.siloCount.at(-1) ?? null,
      metrics.effectiveSilos.at(-1) ?? null,
      'at' in convergence,
      'at' in convergence ? convergence.at : convergence.notBy,
      metrics.lastChange,
      metrics.pattern,
      metrics.faults,
    ]
  }
}

/** One row a run, time and agent: its silo, its partner (itself: it mirrored) and what it said. */
export function* stepRows(runs: readonly StoredRun[]): Generator<Row> {
  yield ['run', 't', 'agent', 'silo', 'partner', 'fault', 'attempts', 'text']
  for (const { header, steps } of runs) {
    for (const { t, silos, partners, answers } of steps) {
      for (const [agent, silo] of silos.entries()) {
        const answer = answers?.[agent]
        const said =
          answer === undefined || answer === null
            ? [null, null, null]
            : [answer.fault ?? null, answer.attempts.length, textOf(answer)]
        yield [header.run, t, agent, silo, partners?.[agent] ?? null, ...said]
      }
    }
  }
}
