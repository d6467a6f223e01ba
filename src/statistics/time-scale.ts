import { type Stream, uniformInteger } from '../core/random.ts'
import { requireFinite, requireProbability } from './moments.ts'
import { quantile, sorted } from './quantile.ts'

type Curve = readonly number[]

export interface TimeScale {
  /** c: what the first system does by t, the second does by c·t. Above 1 the second is slower. */
  readonly factor: number
  /** Percentile bootstrap interval; null for one run in a sample, or where more than 5 % of resamples have no factor. */
  readonly interval: readonly [number, number] | null
  /** log c of the resamples, for pooling over cells and for comparing them; null where a resample has none. */
  readonly logReplications: readonly (number | null)[]
  /** Root mean squared difference of the mean curves when on one clock, in the units of the curves. */
  readonly misfit: number
}

/** Factors are sought from 1/32 to 32. */
const largestLog = Math.log(32)
const gridHalf = 35
const refinements = 40
/** Share of the resamples that may have no factor. */
const mayFail = 0.05
/** A mean curve with a range below this is flat: there is no clock to read from it. */
const flat = 1e-6

/**
 * The factor between two systems' clocks: the c that minimizes the mean squared difference of the mean curves
 * A(t) and B(c·t), averaged over A's times and over B's times, as far as both are known. Exchanging the systems
 * therefore gives 1/c. By a grid in log c and golden sections (Kiefer 1953) around its best point.
 *
 * @param first one curve a run, such as effective silos at t = 0, 1, … up to one horizon; whole runs are resampled
 * @returns null where a mean curve is flat, or where the best factor lies at an end of 1/32 … 32
 * @throws RangeError where curves of one system differ in length, or a value is not finite
 */
export function timeScale(
  first: readonly Curve[],
  second: readonly Curve[],
  {
    level,
    resamples,
    stream,
  }: { readonly level: number; readonly resamples: number; readonly stream: Stream },
): TimeScale | null {
  requireProbability('confidence level', level)
  for (const curves of [first, second]) requireCurves(curves)
  if (first.length === 0 || second.length === 0) return null
  const best = bestFactor(meanCurve(first), meanCurve(second))
  if (best === null) return null
  const draws = first.length < 2 || second.length < 2 ? 0 : resamples
  const logReplications = Array.from({ length: draws }, () => {
    const factor = bestFactor(meanCurve(resample(first, stream)), meanCurve(resample(second, stream)))
    return factor === null ? null : factor.log
  })
  const known = sorted(logReplications.filter((log) => log !== null))
  const enough = known.length > 0 && known.length >= (1 - mayFail) * draws
  const bound = (probability: number) => Math.exp(quantile(known, probability))
  return {
    factor: Math.exp(best.log),
    interval: enough ? [bound((1 - level) / 2), bound((1 + level) / 2)] : null,
    logReplications,
    misfit: Math.sqrt(best.loss),
  }
}

/** The best log c between two curves with its loss; null for a flat curve or at an end of the range. */
function bestFactor(a: Curve, b: Curve): { readonly log: number; readonly loss: number } | null {
  if (range(a) < flat || range(b) < flat) return null
  const step = largestLog / gridHalf
  const lossAt = (log: number) => (loss(a, b, Math.exp(log)) + loss(b, a, Math.exp(-log))) / 2
  const losses = Array.from({ length: 2 * gridHalf + 1 }, (_, i) => lossAt((i - gridHalf) * step))
  const best = losses.indexOf(Math.min(...losses))
  if (best === 0 || best === losses.length - 1) return null
  const log = goldenSection(lossAt, (best - gridHalf - 1) * step, (best - gridHalf + 1) * step)
  return { log, loss: lossAt(log) }
}

function goldenSection(value: (x: number) => number, from: number, to: number): number {
  const ratio = (Math.sqrt(5) - 1) / 2
  let [low, high] = [from, to]
  for (let i = 0; i < refinements; i++) {
    const [left, right] = [high - ratio * (high - low), low + ratio * (high - low)]
    if (value(left) <= value(right)) high = right
    else low = left
  }
  return (low + high) / 2
}

/** Mean of (A(t) - B(c·t))² over the times of A at which B is known. */
function loss(a: Curve, b: Curve, factor: number): number {
  let sum = 0
  let count = 0
  for (let t = 0; t < a.length && factor * t <= b.length - 1; t++) {
    const below = Math.floor(factor * t)
    const above = Math.min(below + 1, b.length - 1)
    sum += (a[t] - b[below] - (factor * t - below) * (b[above] - b[below])) ** 2
    count++
  }
  return sum / count
}

const range = (curve: Curve) => Math.max(...curve) - Math.min(...curve)

const meanCurve = (curves: readonly Curve[]): Curve =>
  curves[0].map((_, t) => curves.reduce((sum, curve) => sum + curve[t], 0) / curves.length)

const resample = (curves: readonly Curve[], stream: Stream) =>
  curves.map(() => curves[uniformInteger(stream.uniform(), curves.length)])

function requireCurves(curves: readonly Curve[]): void {
  for (const curve of curves) {
    requireFinite('time scale', curve)
    if (curve.length === 0 || curve.length !== curves[0].length) {
      throw new RangeError(
        `time scale: got curves of ${curves[0].length} and ${curve.length} times, expected one length`,
      )
    }
  }
}
