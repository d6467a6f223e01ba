import { scheduleOf } from '../../src/core/schedule.ts'
import { convergenceTime } from '../../src/core/silo-path.ts'
import { siloCount } from '../../src/core/silos.ts'
import { resolveDesign } from '../../src/design/design.ts'
import type { DesignInput } from '../../src/design/fields.ts'
import { gmmSystem } from '../../src/gmm/gmm-system.ts'
import { simulate } from '../../src/sim/simulate.ts'

/** Silo counts over time of many replicates of one design of the GMM system. */
export async function siloCounts(input: DesignInput, replicates: number): Promise<number[][]> {
  const design = resolveDesign('gmm', input)
  const runs: number[][] = []
  for (let replicate = 0; replicate < replicates; replicate++) {
    const counts: number[] = []
    const steps = simulate(gmmSystem(design, replicate), design, scheduleOf(design, replicate))
    for await (const { silos } of steps) counts.push(siloCount(silos))
    runs.push(counts)
  }
  return runs
}

/** t* of a run; null where it is censored. */
export function timeOf(counts: readonly number[]): number | null {
  const time = convergenceTime(counts)
  return 'at' in time ? time.at : null
}

export const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length

export const standardDeviation = (values: readonly number[]) => {
  const center = mean(values)
  return Math.sqrt(values.reduce((sum, value) => sum + (value - center) ** 2, 0) / (values.length - 1))
}

/** A published mean, the number of runs behind it, and its standard deviation where that was published. */
export interface Published {
  readonly mean: number
  readonly runs: number
  readonly standardDeviation?: number
}

/** How far a mean of ours lies from a published one, in standard errors of their difference. */
export function standardErrors(values: readonly number[], published: Published): number {
  const ours = standardDeviation(values)
  const theirs = published.standardDeviation ?? ours
  // Published means are rounded to their last digit; without any spread that is all that can differ.
  const rounding = 0.05
  const error = Math.sqrt(ours ** 2 / values.length + theirs ** 2 / published.runs + rounding ** 2 / 3)
  return (mean(values) - published.mean) / error
}
