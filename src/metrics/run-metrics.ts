import {
  convergenceTime,
  finalPattern,
  lastChange,
  type Pattern,
  type SiloPath,
  type TimeTo,
} from '../core/silo-path.ts'
import { effectiveNumber, type Silos, siloSizes, stability } from '../core/silos.ts'
import type { RunHeader, StepRecord } from '../trace/record.ts'

/** The metrics of one run: the fields of `silotwin metrics --json`. */
export interface RunMetrics {
  readonly run: string
  readonly system: string
  readonly mirror: number
  readonly neighbors: number
  readonly agents: number
  readonly steps: number
  readonly memory: number
  readonly replicate: number
  /** null for runs that were not made by this program. */
  readonly seed: number | null
  /** Whether the run came to its end; the metrics of an unfinished one are those of its steps so far. */
  readonly complete: boolean
  /** Number of silos at each time. */
  readonly siloCount: readonly number[]
  /** exp(entropy) of the silo shares at each time; null where no agent has a silo. */
  readonly effectiveSilos: readonly (number | null)[]
  /** Share of agents that stayed in their silo, from the second time on. */
  readonly stability: readonly number[]
  readonly convergence: TimeTo
  readonly lastChange: number | null
  readonly pattern: Pattern
  /** Id of the component or flower of each agent at the last time; null for none. */
  readonly finalSilos: readonly (number | null)[]
  /** Number of answers without a silo. */
  readonly faults: number
}

/** What of a run is measured. */
export interface MeasuredRun {
  readonly header: Pick<RunHeader, 'run' | 'design' | 'replicate'>
  readonly steps: readonly Pick<StepRecord, 'silos'>[]
  /** Whether the valid last record is there. */
  readonly complete: boolean
}

/** Measures a run; nothing in it depends on which system wrote it. */
export function measureRun(run: MeasuredRun): RunMetrics {
  const { header } = run
  const { design } = header
  const path: SiloPath = run.steps.map((step) => step.silos)
  const sizes = path.map(siloSizes)
  const counts = sizes.map(({ size }) => size)
  return {
    run: header.run,
    system: design.system,
    mirror: design.mirror,
    neighbors: design.neighbors,
    agents: design.agents,
    steps: design.steps,
    memory: design.memory,
    replicate: header.replicate,
    seed: design.seed,
    complete: run.complete,
    siloCount: counts,
    effectiveSilos: sizes.map(effectiveNumber),
    stability: path.slice(1).map((silos, t) => stability(path[t], silos)),
    convergence: convergenceTime(counts),
    lastChange: lastChange(path),
    pattern: finalPattern(path),
    finalSilos: path.at(-1) ?? [],
    faults: path.reduce((sum, silos) => sum + withoutSilo(silos), 0),
  }
}

function withoutSilo(silos: Silos): number {
  let agents = 0
  for (const silo of silos) if (silo === null) agents++
  return agents
}
