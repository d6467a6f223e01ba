import { scheduleOf } from '../../src/core/schedule.ts'
import { resolveDesign } from '../../src/design/design.ts'
import type { DesignInput } from '../../src/design/fields.ts'
import { gmmSystem } from '../../src/gmm/gmm-system.ts'
import { simulate } from '../../src/sim/simulate.ts'

/** A design to be timed. */
export interface Timed {
  readonly name: string
  readonly input: DesignInput
  readonly replicates: number
  /** Steps over which the plain transcription is timed as well; null: not at all. */
  readonly plainSteps: number | null
}

/** Median seconds of a replicate, from the making of the system to its last step; one more to warm up. */
export async function engineSeconds(input: DesignInput, replicates: number): Promise<number> {
  const design = resolveDesign('gmm', input)
  const seconds: number[] = []
  for (let replicate = 0; replicate <= replicates; replicate++) {
    const start = performance.now()
    const steps = simulate(gmmSystem(design, replicate), design, scheduleOf(design, replicate))
    for await (const step of steps)
      if (step.silos.length !== design.agents) throw new Error('expected all agents')
    seconds.push((performance.now() - start) / 1000)
  }
  return median(replicates > 1 ? seconds.slice(1) : seconds)
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2
}
