import { describe, expect, it } from 'vitest'
import { compare } from '../../src/compare/compare.ts'
import type { ComparedRun } from '../../src/compare/ensemble.ts'
import { comparisonSpecSchema } from '../../src/compare/spec.ts'
import type { Verdict } from '../../src/compare/verdict.ts'
import { scheduleOf } from '../../src/core/schedule.ts'
import type { SiloPath } from '../../src/core/silo-path.ts'
import { resolveDesign } from '../../src/design/design.ts'
import { gmmSystem } from '../../src/gmm/gmm-system.ts'
import { simulate } from '../../src/sim/simulate.ts'
import { runOf } from '../compare/run-of.ts'

const repetitions = 100

/** Replicates of one mixture design, as runs without a seed: nothing pairs them. */
async function replicates(neighbors: number, from: number, size: number): Promise<ComparedRun[]> {
  const design = resolveDesign('gmm', { neighbors, mirror: 0.2, steps: 60 })
  const runs: ComparedRun[] = []
  for (let replicate = from; replicate < from + size; replicate++) {
    const path: SiloPath[number][] = []
    const steps = simulate(gmmSystem(design, replicate), design, scheduleOf(design, replicate))
    for await (const { silos } of steps) path.push(silos)
    runs.push(runOf(path, { neighbors, replicate }))
  }
  return runs
}

async function verdicts(neighbors: number, sizeOfA: number, sizeOfB: number) {
  const counts: Record<Verdict, number> = { equivalent: 0, different: 0, undecided: 0 }
  for (let i = 0; i < repetitions; i++) {
    const from = i * (sizeOfA + sizeOfB)
    const a = { label: 'a', runs: await replicates(neighbors, from, sizeOfA) }
    const b = { label: 'b', runs: await replicates(neighbors, from + sizeOfA, sizeOfB) }
    const spec = comparisonSpecSchema.parse({ resamples: 300, permutations: 499, seed: i })
    counts[compare(a, b, spec).overall.verdict]++
  }
  process.stdout.write(
    `k ${neighbors}, ${sizeOfA} v ${sizeOfB}: ${counts.equivalent} equivalent, ${counts.undecided} undecided, ${counts.different} different of ${repetitions}\n`,
  )
  return counts
}

describe('an ensemble against a second sample of itself', () => {
  // "Different" at most as often as 5 % says, within its binomial 99 % band.
  const mostDifferent = repetitions * 0.05 + 2.576 * Math.sqrt(repetitions * 0.05 * 0.95)

  it.each([
    [25, 16, 16],
    [5, 16, 16],
    [25, 8, 16],
    [25, 3, 3],
  ])('is not called different beyond α: k = %i, %i v %i runs', async (neighbors, sizeOfA, sizeOfB) => {
    const counts = await verdicts(neighbors, sizeOfA, sizeOfB)
    expect(counts.different).toBeLessThanOrEqual(mostDifferent)
    if (sizeOfA === 3) expect(counts.equivalent).toBe(0)
    else expect(counts.equivalent + counts.undecided).toBeGreaterThanOrEqual(repetitions - mostDifferent)
  })

  it('is called equivalent where there are replicates enough', async () => {
    const counts = await verdicts(25, 48, 48)
    expect(counts.equivalent).toBeGreaterThanOrEqual(95)
  })
})
