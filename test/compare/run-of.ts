import type { SiloPath } from '../../src/core/silo-path.ts'
import { ofNoModel } from '../../src/metrics/cost.ts'
import { measurePath } from '../../src/metrics/measures.ts'
import type { RunMetrics } from '../../src/metrics/run-metrics.ts'

/** A run with this path, of a made-up design. */
export function runOf(path: SiloPath, changes: Partial<RunMetrics> = {}): RunMetrics {
  return {
    run: `run-${changes.replicate ?? 0}`,
    system: 'gmm',
    mirror: 0.2,
    neighbors: 5,
    agents: path[0].length,
    steps: path.length - 1,
    memory: 5,
    replicate: 0,
    seed: null,
    complete: true,
    mixed: false,
    ...measurePath(path, 10),
    answers: null,
    cost: ofNoModel,
    ...changes,
  }
}

/** Ten agents in two equal silos, in one from `at` on. */
export function convergingAt(at: number, horizon: number): SiloPath {
  return Array.from({ length: horizon + 1 }, (_, t) =>
    Array.from({ length: 10 }, (_, agent) => (t < at ? agent % 2 : 0)),
  )
}
