import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareSeveral } from '../../src/compare/several.ts'
import { comparisonSpecSchema } from '../../src/compare/spec.ts'
import { notFinite } from './finite.ts'
import { runOf } from './run-of.ts'

const spec = comparisonSpecSchema.parse({ resamples: 100, permutations: 100 })

/** Runs of any length and size, with agents in no silo, constant or not, on a schedule or not. */
const run = fc
  .record({
    agents: fc.integer({ min: 2, max: 4 }),
    times: fc.integer({ min: 1, max: 6 }),
    silos: fc.integer({ min: 1, max: 3 }),
    none: fc.boolean(),
    seed: fc.constantFrom(null, 1),
    mirror: fc.constantFrom(0, 0.5, 1),
    neighbors: fc.constantFrom(1, 2),
    complete: fc.boolean(),
    traced: fc.boolean(),
    mixed: fc.boolean(),
  })
  .chain((shape) => {
    const silo = fc.integer({ min: 0, max: shape.silos - 1 })
    const agent = shape.none ? fc.option(silo, { freq: 2 }) : silo
    const silos = fc.array(agent, { minLength: shape.agents, maxLength: shape.agents })
    return fc
      .array(silos, { minLength: shape.times, maxLength: shape.times })
      .map((path) => ({ shape, path }))
  })

const ensemble = (system: string) =>
  fc.array(run, { minLength: 1, maxLength: 6 }).map((runs) => ({
    label: system,
    runs: runs.map(({ shape, path }, replicate) => {
      const { seed, mirror, neighbors, complete, mixed, traced } = shape
      const made = runOf(path, { system, replicate, seed, mirror, neighbors, complete })
      return { ...made, mixed, ...(traced ? { path } : {}) }
    }),
  }))

describe('odd ensembles', () => {
  it('are compared without a crash and without a number that is none, or have no cell in common', () => {
    let compared = 0
    fc.assert(
      fc.property(ensemble('llm'), ensemble('gmm'), ensemble('voter'), (a, b, c) => {
        const cellsOf = ({ runs }: typeof a) =>
          new Set(runs.map(({ mirror, neighbors }) => `${mirror}/${neighbors}`))
        const shared = (other: typeof a) => [...cellsOf(a)].some((cell) => cellsOf(other).has(cell))
        if (!shared(b) || !shared(c)) {
          expect(() => compareSeveral(a, b, [c], spec)).toThrow('no cell in common')
          return
        }
        const comparison = compareSeveral(a, b, [c], spec)
        compared++
        expect(notFinite(comparison)).toEqual([])
        for (const cell of comparison.cells) {
          for (const metric of [
            cell.metrics.finalSiloCount,
            cell.metrics.restrictedMeanConvergence,
            cell.metrics.trajectory,
          ]) {
            if (cell.runs.a < 4 || cell.runs.b < 4) expect(metric.verdict).not.toBe('equivalent')
            if (metric.p !== null) expect(metric.p).toBeGreaterThanOrEqual((metric.smallestP ?? 0) - 1e-12)
            expect(metric.reason).not.toBe('')
          }
          expect(`${cell.sentence} ${cell.notes.join(' ')} ${comparison.overall.sentence}`).not.toMatch(
            /NaN|Infinity|undefined|null/,
          )
        }
      }),
      { numRuns: 150 },
    )
    expect(compared).toBeGreaterThan(30)
  })
})
