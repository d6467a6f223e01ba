import { describe, expect, it } from 'vitest'
import type { DesignInput } from '../../src/design/fields.ts'
import { mean, type Published, siloCounts, standardDeviation, standardErrors, timeOf } from './ensembles.ts'

/** Prints what was found beside what was published, and requires them to agree within three standard errors. */
function agree(what: string, values: readonly number[], published: Published): void {
  const errors = standardErrors(values, published)
  const spread = standardDeviation(values).toFixed(2)
  process.stdout.write(
    `${what}: ${mean(values).toFixed(2)} (sd ${spread}, ${values.length} runs), published ${published.mean}: ${errors.toFixed(1)} standard errors\n`,
  )
  expect(Math.abs(errors), what).toBeLessThan(3)
}

const last = (runs: readonly (readonly number[])[], t: number) => runs.map((counts) => counts[t])

describe('mean silos at p = 0, r = 5, T = 80', () => {
  // Reference values of 50 runs with random ties: k, mean, standard deviation.
  it.each([
    [1, 10.38, 1.18],
    [2, 6.28, 1.1],
    [5, 3.32, 0.71],
    [10, 1.92, 0.44],
    [15, 1.28, 0.45],
    [20, 1, 0],
  ])('k = %d', async (neighbors, published, spread) => {
    const runs = await siloCounts({ mirror: 0, neighbors, memory: 5, steps: 80 }, 100)
    agree(`k ${neighbors}`, last(runs, 80), { mean: published, runs: 50, standardDeviation: spread })
  })

  it('k = 1 under both tie rules', async () => {
    const at = async (ties: 'random' | 'index') =>
      last(await siloCounts({ mirror: 0, neighbors: 1, ties, steps: 80 }, 100), 80)
    const [random, index] = [await at('random'), await at('index')]
    agree('k 1, random ties', random, { mean: 10.38, runs: 50, standardDeviation: 1.18 })
    process.stdout.write(
      `k 1, ties by index: ${mean(index).toFixed(2)} (sd ${standardDeviation(index).toFixed(2)}); the authors' argpartition: 8.4\n`,
    )
    // Low indices attract: fewer silos, as under the authors' argpartition (which is not quite lowest-first).
    expect(mean(index)).toBeLessThan(mean(random) - 1)
  })
})

/**
 * At k = 1 the published grid was made with ties in favour of low indices: under random ties p = .2 gives about
 * 9.7 silos, in line with the 10.4 published for random ties at p = 0. For larger k the rule hardly matters.
 */
const tiesOfGrid = (neighbors: number) => (neighbors === 1 ? 'index' : 'random')

describe('mean silos at t = 80 and 200 on the grid, 24 runs', () => {
  it.each([
    [0.2, 1, 7.8, 7.8],
    [0.2, 5, 3.7, 3.5],
    [0.2, 15, 1.4, 1.0],
    [0.2, 25, 1.1, 1.0],
    [0.5, 1, 9.0, 9.0],
    [0.5, 5, 6.1, 3.5],
    [0.5, 15, 3.8, 1.1],
    [0.5, 25, 4.7, 1.0],
    [0.7, 1, 12.9, 10.7],
    [0.7, 5, 12.8, 5.6],
    [0.7, 15, 13.0, 3.5],
    [0.7, 25, 13.7, 5.1],
  ])('p = %d, k = %d', async (mirror, neighbors, at80, at200) => {
    const ties = tiesOfGrid(neighbors)
    const runs = await siloCounts({ mirror, neighbors, ties, memory: 5, steps: 200 }, 60)
    agree(`p ${mirror} k ${neighbors} t 80`, last(runs, 80), { mean: at80, runs: 24 })
    agree(`p ${mirror} k ${neighbors} t 200`, last(runs, 200), { mean: at200, runs: 24 })
  })
})

describe('convergence', () => {
  it('p = .2, k = 29, r = 10: every run by T = 200, mean t* 79.6 (sd 13.7) over 50 runs', async () => {
    const times = (await siloCounts({ mirror: 0.2, neighbors: 29, memory: 10, steps: 200 }, 100)).map(timeOf)
    expect(times.filter((time) => time === null)).toHaveLength(0)
    agree(
      't*',
      times.filter((time) => time !== null),
      { mean: 79.6, runs: 50, standardDeviation: 13.7 },
    )
  })

  it('slows down by more than mirroring alone: t* (1 - p) grows with p at k = 25', async () => {
    const scaled: number[] = []
    for (const mirror of [0, 0.2, 0.4, 0.5, 0.6]) {
      const times = (await siloCounts({ mirror, neighbors: 25, memory: 5, steps: 600 }, 50)).map(
        (counts) => timeOf(counts) ?? 600,
      )
      scaled.push(mean(times) * (1 - mirror))
    }
    process.stdout.write(
      `t* (1 - p) at p = 0, .2, .4, .5, .6: ${scaled.map((value) => value.toFixed(0)).join(', ')}; published 37, 42, 44, 63, 67\n`,
    )
    expect(scaled[4] / scaled[0]).toBeGreaterThan(1.4)
  })

  it('freezes with a memory of one point: about 26 silos at p = .2, k = 25', async () => {
    const counts = last(await siloCounts({ mirror: 0.2, neighbors: 25, memory: 1, steps: 80 }, 40), 80)
    process.stdout.write(`r 1: ${mean(counts).toFixed(1)} silos, published about 26\n`)
    expect(Math.abs(mean(counts) - 26)).toBeLessThan(1)
  })
})

describe('figure 7: mean t* against the distance of the means, σ = 1, 50 runs', () => {
  // Read off the published figure; the authors' t* is the last step with more than one silo, and T for never.
  const cases: readonly (readonly [DesignInput['layout'], number, number, number])[] = [
    ['line', 0.75, 200, 147.6],
    ['line', 1, 200, 95.3],
    ['line', 1.5, 200, 54.1],
    ['line', 2.5, 200, 41.8],
    ['line', 4, 200, 36.5],
    ['simplex', 2.5, 400, 317.5],
    ['simplex', 3, 400, 234.6],
    ['simplex', 3.5, 400, 122.3],
    ['simplex', 4.5, 400, 64.7],
    ['simplex', 6, 400, 49.8],
  ]
  it.each(cases)('%s, Δ/σ = %d', { timeout: 600_000 }, async (layout, spacing, steps, published) => {
    const input: DesignInput = {
      mirror: 0,
      neighbors: 29,
      memory: 5,
      sigma: 1,
      steps,
      spacing,
      ...(layout && { layout }),
    }
    const times = (await siloCounts(input, 50)).map((counts) => {
      const time = timeOf(counts)
      return time === null ? steps : time - 1
    })
    agree(`${layout} ${spacing}`, times, { mean: published, runs: 50 })
  })
})
