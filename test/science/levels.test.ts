import { describe, expect, it } from 'vitest'
import { type Stream, streamAt } from '../../src/core/random.ts'
import type { TimeTo } from '../../src/core/silo-path.ts'
import { energyTest, pairedEnergyTest } from '../../src/statistics/energy-distance.ts'
import { interactionTest } from '../../src/statistics/interaction-test.ts'
import { type Events, jitterTest } from '../../src/statistics/jitter-test.ts'
import { logRank } from '../../src/statistics/log-rank.ts'
import { maxTTest } from '../../src/statistics/max-t.ts'
import { kernelTest } from '../../src/statistics/mmd.ts'
import { permutationTest } from '../../src/statistics/permutation-test.ts'
import type { PermutationPlan } from '../../src/statistics/relabelings.ts'
import { signFlipTest } from '../../src/statistics/sign-flip-test.ts'
import { stratifiedPermutationTest } from '../../src/statistics/stratified-permutation-test.ts'
import { differenceOfMeans } from '../../src/statistics/two-sample-statistics.ts'

const experiments = 5000
const rate = 0.05
/** Half-width of the binomial 99 % band around the nominal rate. */
const band = 2.576 * Math.sqrt((rate * (1 - rate)) / experiments)

/** An experiment under the null: its p. */
type Experiment = (stream: Stream, plan: PermutationPlan) => number | null | undefined

/** The share of experiments with p ≤ 5 %, which is printed. */
function rejections(what: string, experiment: Experiment, exactUpTo = 0): number {
  const stream = streamAt('levels', what)
  let rejected = 0
  for (let i = 0; i < experiments; i++) {
    const p = experiment(stream, { resamples: 199, stream, exactUpTo })
    if (typeof p !== 'number') throw new Error(`${what}: experiment ${i} has no p`)
    if (p <= rate) rejected++
  }
  const found = rejected / experiments
  process.stdout.write(`${what}: rejects ${(100 * found).toFixed(1)} % at 5 %\n`)
  return found
}

/** Requires the rate to lie within its band: the test promises its level here. */
function holds(what: string, experiment: Experiment, exactUpTo = 0): void {
  expect(Math.abs(rejections(what, experiment, exactUpTo) - rate), what).toBeLessThan(band)
}

const normals = (size: number, stream: Stream, spread = 1) =>
  Array.from({ length: size }, () => spread * stream.normal())
const skewed = (size: number, stream: Stream) =>
  Array.from({ length: size }, () => -Math.log(1 - stream.uniform()) - 1)
const sizes = [
  [12, 12],
  [5, 20],
] as const

describe('levels under the null', () => {
  it('of the permutation test', () => {
    for (const [n, m] of sizes) {
      holds(
        `permutation, Welch, ${n} v ${m}`,
        (s, plan) => permutationTest(normals(n, s), normals(m, s), plan)?.pValue,
      )
      holds(
        `permutation, Welch, skewed, ${n} v ${m}`,
        (s, plan) => permutationTest(skewed(n, s), skewed(m, s), plan)?.pValue,
      )
      holds(
        `permutation, means, ${n} v ${m}`,
        (s, plan) => permutationTest(normals(n, s), normals(m, s), plan, differenceOfMeans)?.pValue,
      )
    }
    const small: Experiment = (s, plan) => permutationTest(normals(6, s), normals(6, s), plan)?.pValue
    holds('permutation, Welch, exact, 6 v 6', small, 1000)
    const uneven: Experiment = (s, plan) => permutationTest(normals(4, s), normals(7, s), plan)?.pValue
    holds('permutation, Welch, exact, 4 v 7', uneven, 1000)
  })

  it('of the permutation test with unequal variances', () => {
    const welch = (n: number, m: number, spread: number): Experiment => {
      return (s, plan) => permutationTest(normals(n, s, spread), normals(m, s), plan)?.pValue
    }
    const means = (n: number, m: number, spread: number): Experiment => {
      return (s, plan) =>
        permutationTest(normals(n, s, spread), normals(m, s), plan, differenceOfMeans)?.pValue
    }
    // Promised for large samples.
    holds('permutation, Welch, 3 sd v 1 sd, 24 v 24', welch(24, 24, 3))
    holds('permutation, Welch, 3 sd v 1 sd, 30 v 90', welch(30, 90, 3))
    holds('permutation, Welch, 1/3 sd v 1 sd, 30 v 90', welch(30, 90, 1 / 3))
    // Not promised: see the function's description.
    rejections('not promised: permutation, Welch, 3 sd v 1 sd, 12 v 12', welch(12, 12, 3))
    const small = rejections('not promised: permutation, Welch, 3 sd v 1 sd, 5 v 20', welch(5, 20, 3))
    rejections('not promised: permutation, Welch, 1/3 sd v 1 sd, 5 v 20', welch(5, 20, 1 / 3))
    const plain = rejections('not promised: permutation, means, 3 sd v 1 sd, 5 v 20', means(5, 20, 3))
    rejections('not promised: permutation, means, 1/3 sd v 1 sd, 5 v 20', means(5, 20, 1 / 3))
    expect(small).toBeLessThan(plain)
  })

  it('of the stratified permutation test', () => {
    const strata = (s: Stream, spread: number) =>
      [
        { n: 4, m: 4, center: 0, scale: 1 },
        { n: 3, m: 6, center: 10, scale: 4 },
        { n: 5, m: 20, center: -5, scale: 0.5 },
      ].map(({ n, m, center, scale }) => ({
        first: normals(n, s, scale * spread).map((value) => value + center),
        second: normals(m, s, scale).map((value) => value + center),
      }))
    holds('stratified, unequal strata', (s, plan) => stratifiedPermutationTest(strata(s, 1), plan)?.pValue)
    const apart: Experiment = (s, plan) => stratifiedPermutationTest(strata(s, 3), plan)?.pValue
    rejections('not promised: stratified, 3 sd v 1 sd', apart)
  })

  it('of the sign-flip test', () => {
    holds('sign-flip, exact, 10 pairs', (s, plan) => signFlipTest(normals(10, s), plan)?.pValue)
    holds('sign-flip, 24 pairs', (s, plan) => signFlipTest(normals(24, s), plan)?.pValue)
    const uneven = (s: Stream) => normals(20, s).map((value, i) => value * (i + 1) ** 2)
    holds('sign-flip, 20 pairs of unequal variance', (s, plan) => signFlipTest(uneven(s), plan)?.pValue)
    rejections('not promised: sign-flip, 20 skewed', (s, plan) => signFlipTest(skewed(20, s), plan)?.pValue)
  })

  it('of the log-rank test', () => {
    const times = (size: number, s: Stream) =>
      Array.from({ length: size }, (): TimeTo => {
        const at = -20 * Math.log(1 - s.uniform())
        return at > 40 ? { notBy: 40 } : { at }
      })
    for (const [n, m] of sizes) {
      const test = (s: Stream, plan: PermutationPlan) => logRank(times(n, s), times(m, s), plan)
      holds(`log-rank, permutation, ${n} v ${m}`, (s, plan) => test(s, plan)?.permutation.pValue)
      const asymptotic: Experiment = (s, plan) => test(s, { ...plan, resamples: 1 })?.asymptoticPValue
      rejections(`not promised: log-rank, chi-squared, ${n} v ${m}`, asymptotic)
    }
    const many: Experiment = (s, plan) =>
      logRank(times(60, s), times(60, s), { ...plan, resamples: 1 })?.asymptoticPValue
    holds('log-rank, chi-squared, 60 v 60', many)
  })

  it('of the energy and kernel tests', () => {
    const cloud = (size: number, s: Stream, spread = 1) =>
      Array.from({ length: size }, () => normals(3, s, spread))
    for (const [n, m] of sizes) {
      holds(`energy, ${n} v ${m}`, (s, plan) => energyTest(cloud(n, s), cloud(m, s), plan)?.pValue)
      holds(`kernel, ${n} v ${m}`, (s, plan) => kernelTest(cloud(n, s), cloud(m, s), plan)?.pValue)
    }
    // Unequal variances are a difference of distributions: they are to be found.
    const energy: Experiment = (s, plan) => energyTest(cloud(12, s, 3), cloud(12, s), plan)?.pValue
    expect(rejections('power: energy, 3 sd v 1 sd, 12 v 12', energy)).toBeGreaterThan(0.5)
    const kernel: Experiment = (s, plan) => kernelTest(cloud(12, s, 3), cloud(12, s), plan)?.pValue
    expect(rejections('power: kernel, 3 sd v 1 sd, 12 v 12', kernel)).toBeGreaterThan(0.5)
  })

  it('of max-T: any false rejection among three correlated metrics', () => {
    const runs = (size: number, s: Stream, spread = 1) =>
      Array.from({ length: size }, () => {
        const [a, b, c] = normals(3, s, spread)
        return [a, 0.8 * a + 0.6 * b, 100 * c]
      })
    const least = (n: number, m: number, spread: number): Experiment => {
      return (s, plan) => Math.min(...(maxTTest(runs(n, s, spread), runs(m, s), plan)?.pValues ?? []))
    }
    for (const [n, m] of sizes) holds(`max-T, ${n} v ${m}`, least(n, m, 1))
    rejections('not promised: max-T, 3 sd v 1 sd, 12 v 12', least(12, 12, 3))
    rejections('not promised: max-T, 3 sd v 1 sd, 5 v 20', least(5, 20, 3))
  })

  it('of the interaction test, with replicates that have something in common', () => {
    const cells = [0, 2, 1, 5]
    const replicates = (size: number, stream: Stream, shift = 0) =>
      Array.from({ length: size }, () => {
        const own = stream.normal()
        return cells.map((cell) => cell + shift + own + stream.normal())
      })
    for (const [n, m] of sizes) {
      holds(`interaction, ${n} v ${m}`, (stream, plan) => {
        return interactionTest(replicates(n, stream), replicates(m, stream, 3), plan)?.pValue
      })
    }
  })

  it('of the paired energy test, with pairs that have something in common', () => {
    holds('paired energy, 12 pairs', (stream, plan) => {
      const pairs = Array.from({ length: 12 }, () => {
        const own = stream.normal()
        return [0, 1].map(() => [0, 1, 2].map(() => own + stream.normal()))
      })
      const [first, second] = [0, 1].map((side) => pairs.map((pair) => pair[side]))
      return pairedEnergyTest(first, second, plan)?.pValue
    })
  })

  it('of the jitter test, which may reject more seldom', () => {
    const events = (rate: (t: number) => number, stream: Stream): Events =>
      Array.from({ length: 30 }, (_, t) => {
        const items = Array.from({ length: 10 }, (_, item) => item)
        return new Set(items.filter(() => stream.uniform() < rate(t)))
      })
    const groups = (rate: (t: number) => number, stream: Stream) =>
      [0, 1, 2].map(() => [0, 1, 2, 3].map(() => events(rate, stream)))
    for (const [what, rate] of [
      ['constant rates', () => 0.3],
      ['falling rates', (t: number) => 0.6 * Math.exp(-t / 8)],
    ] as const) {
      const found = rejections(
        `jitter, ${what}`,
        (stream, plan) => jitterTest(groups(rate, stream), plan)?.pValue,
      )
      expect(found, what).toBeLessThan(0.05 + band)
    }
  })
})
