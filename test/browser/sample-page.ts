import type { Silos } from '../../src/core/silos.ts'
import type { StoredRun } from '../../src/trace/read-run.ts'
import { pageOf, reportOf, storedRun } from '../report/sample-runs.ts'
import { builtScript } from './browser.ts'

export const agents = 6
export const steps = 10

/** A path in which agent after agent joins silo 1, later in later replicates; the last one never does. */
function joining(replicate: number, by: number): readonly Silos[] {
  return Array.from({ length: steps + 1 }, (_, t) =>
    Array.from({ length: agents }, (_, agent) =>
      agent < agents - 1 && t >= by * (agent + 1) + replicate ? 1 : agent,
    ),
  )
}

const replicates = [0, 1, 2]

/** Two systems in four cells with three replicates each; the language model answers. */
export const runs: readonly StoredRun[] = [0.2, 0.5].flatMap((mirror) =>
  [1, 5].flatMap((neighbors) =>
    replicates.flatMap((replicate) => [
      storedRun({
        system: 'llm',
        path: joining(replicate, 1),
        replicate,
        design: { mirror, neighbors, model: 'ollama:llama3.2' },
        say: (silo, agent, t) => `Agent ${agent} said ${silo} at ${t} in replicate ${replicate}.`,
      }),
      storedRun({ path: joining(replicate, 2), replicate, design: { mirror, neighbors } }),
    ]),
  ),
)

/** A page of runs with its script. */
export function scriptedPage(some: readonly StoredRun[] = runs, more: Parameters<typeof reportOf>[1] = {}) {
  return pageOf(reportOf(some, more), builtScript())
}
