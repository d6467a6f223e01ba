import { describe, expect, it } from 'vitest'
import { type Stream, streamAt, uniformInteger } from '../../src/core/random.ts'
import type { TimeTo } from '../../src/core/silo-path.ts'
import { bcaInterval } from '../../src/statistics/bca-interval.ts'
import { equivalence } from '../../src/statistics/equivalence.ts'
import { mean } from '../../src/statistics/moments.ts'
import { restrictedMeanDifference } from '../../src/statistics/restricted-mean.ts'
import { simultaneousBand } from '../../src/statistics/simultaneous-band.ts'
import { timeScale } from '../../src/statistics/time-scale.ts'

/** The share of experiments in which something is so, which is printed. */
function share(what: string, experiments: number, experiment: (stream: Stream) => boolean): number {
  const stream = streamAt('coverage', what)
  let count = 0
  for (let i = 0; i < experiments; i++) if (experiment(stream)) count++
  process.stdout.write(`${what}: ${((100 * count) / experiments).toFixed(1)} % of ${experiments}\n`)
  return count / experiments
}

const normals = (size: number, stream: Stream, center = 0) =>
  Array.from({ length: size }, () => center + stream.normal())
const skewed = (size: number, stream: Stream) =>
  Array.from({ length: size }, () => -Math.log(1 - stream.uniform()))
const resample = <T>(items: readonly T[], stream: Stream) =>
  items.map(() => items[uniformInteger(stream.uniform(), items.length)])
const within = (interval: readonly [number, number] | null | undefined, value: number) =>
  interval !== null && interval !== undefined && interval[0] <= value && value <= interval[1]

describe('coverage of 95 % intervals', () => {
  it('of BCa', () => {
    const difference = (samples: readonly (readonly number[])[]) => mean(samples[1]) - mean(samples[0])
    const two = (n: number, m: number) => (stream: Stream) =>
      within(
        bcaInterval([normals(n, stream), normals(m, stream)], difference, {
          level: 0.95,
          resamples: 499,
          stream,
        })?.interval,
        0,
      )
    const one = (stream: Stream) =>
      within(
        bcaInterval([skewed(30, stream)], ([values]) => mean(values), { level: 0.95, resamples: 499, stream })
          ?.interval,
        1,
      )
    expect(share('BCa, difference of means, 24 v 24', 1000, two(24, 24))).toBeGreaterThan(0.92)
    expect(share('BCa, skewed mean of 30', 1000, one)).toBeGreaterThan(0.9)
    share('not promised: BCa, difference of means, 5 v 20', 1000, two(5, 20))
  })

  it('of the difference of restricted means', () => {
    const horizon = 40
    const times = (size: number, scale: number, stream: Stream) =>
      Array.from({ length: size }, (): TimeTo => {
        const at = -scale * Math.log(1 - stream.uniform())
        return at > horizon ? { notBy: horizon } : { at }
      })
    const truth = (scale: number) => scale * (1 - Math.exp(-horizon / scale))
    const covers = (n: number, m: number) => (stream: Stream) => {
      const found = restrictedMeanDifference(times(n, 15, stream), times(m, 40, stream), horizon, 0.95)
      return within(found?.interval, truth(40) - truth(15))
    }
    for (const [n, m] of [
      [12, 12],
      [5, 20],
      [20, 5],
    ]) {
      const found = share(`restricted means, ${n} v ${m}`, 2000, covers(n, m))
      expect(found).toBeGreaterThan(n === m ? 0.93 : 0.89)
      expect(found).toBeLessThan(0.98)
    }
  })

  it('of the simultaneous band', () => {
    const walk = (stream: Stream) => {
      let place = 0
      return Array.from({ length: 30 }, () => {
        place = 0.8 * place + stream.normal()
        return place
      })
    }
    const meanCurve = (curves: readonly (readonly number[])[]) =>
      curves[0].map((_, t) => mean(curves.map((c) => c[t])))
    const covers = (n: number, m: number) => (stream: Stream) => {
      const [a, b] = [n, m].map((size) => Array.from({ length: size }, () => walk(stream)))
      const difference = (x: typeof a, y: typeof b) => {
        const other = meanCurve(y)
        return meanCurve(x).map((value, t) => value - other[t])
      }
      const replications = Array.from({ length: 199 }, () =>
        difference(resample(a, stream), resample(b, stream)),
      )
      const band = simultaneousBand(difference(a, b), replications, [n, m], 0.95)
      return band?.lower.every((low, t) => within([low ?? 1, band.upper[t] ?? -1], 0)) ?? false
    }
    expect(share('sup-t band, 16 v 16', 300, covers(16, 16))).toBeGreaterThan(0.92)
    share('not promised: sup-t band, 5 v 20', 300, covers(5, 20))
  })

  it('of the time scale', () => {
    const runs = (size: number, rate: number, stream: Stream) =>
      Array.from({ length: size }, () => {
        const own = rate * Math.exp(0.2 * stream.normal())
        return Array.from({ length: 81 }, (_, t) => 1 + 19 * Math.exp(-own * t) + 0.3 * stream.normal())
      })
    const options = (stream: Stream) => ({ level: 0.95, resamples: 99, stream })
    const covers = (stream: Stream) =>
      within(timeScale(runs(16, 0.1, stream), runs(16, 0.05, stream), options(stream))?.interval, 2)
    expect(share('time scale, 16 v 16', 200, covers)).toBeGreaterThan(0.87)
  })
})

describe('equivalence at the margin', () => {
  it('is declared at most as often as α says', () => {
    const experiments = 1500
    const highest = 0.05 + 2.326 * Math.sqrt((0.05 * 0.95) / experiments)
    for (const [n, m] of [
      [20, 20],
      [5, 20],
      [5, 5],
    ]) {
      const margin = 2
      const declared = (stream: Stream) => {
        const [a, b] = [normals(n, stream), normals(m, stream, margin)]
        const replications = Array.from(
          { length: 299 },
          () => mean(resample(b, stream)) - mean(resample(a, stream)),
        )
        return equivalence(replications, margin, [n, m])?.equivalent ?? false
      }
      expect(share(`equivalence at the margin, ${n} v ${m}`, experiments, declared)).toBeLessThan(highest)
    }
    const pairs = (stream: Stream) => {
      const differences = normals(8, stream, 2)
      const replications = Array.from({ length: 299 }, () => mean(resample(differences, stream)))
      return equivalence(replications, 2, [8])?.equivalent ?? false
    }
    expect(share('equivalence at the margin, 8 pairs', experiments, pairs)).toBeLessThan(highest)
  })
})
