import { streamAt, uniformInteger } from '../../core/random.ts'
import { type DistanceMatrix, euclideanDistances } from '../../statistics/distance-matrix.ts'
import { mean } from '../../statistics/moments.ts'
import { quantile, sorted } from '../../statistics/quantile.ts'
import { addressOf, type Cell, cellsOf, type Ensemble } from '../ensemble.ts'
import { type Series, vectorsOf } from '../mean-curve.ts'
import type { ComparisonSpec } from '../spec.ts'
import { cellName, counted, decimal } from '../wording.ts'
import type { Finding } from './finding.ts'

/** Which of two proxies lies closer to the reference in one cell. */
interface Contest {
  readonly cell: string
  /** Energy distances of effective-silo curves to the reference. */
  readonly twin: number
  readonly baseline: number
  /** Bootstrap interval of baseline - twin. */
  readonly interval: readonly [number, number]
  readonly closer: 'twin' | 'baseline' | 'neither'
}

/** Whether a twin beats a baseline: which of the two is closer to the reference, cell by cell. Null without common cells. */
export function baselineFinding(
  reference: Ensemble,
  twin: Ensemble,
  baseline: Ensemble,
  names: { readonly reference: string; readonly twin: string; readonly baseline: string },
  spec: ComparisonSpec,
): Finding | null {
  const find = (ensemble: Ensemble, cell: Cell) =>
    cellsOf(ensemble).find((other) => addressOf(other) === addressOf(cell))
  const contests = cellsOf(reference).flatMap((cell) => {
    const [ofTwin, ofBaseline] = [find(twin, cell), find(baseline, cell)]
    return ofTwin === undefined || ofBaseline === undefined
      ? []
      : (contest(cell, ofTwin, ofBaseline, spec) ?? [])
  })
  if (contests.length === 0) return null
  const closer = (which: Contest['closer']) => contests.filter((one) => one.closer === which)
  const range = (of: 'twin' | 'baseline') => {
    const distances = contests.map((one) => one[of])
    return `${decimal(Math.min(...distances))} to ${decimal(Math.max(...distances))}`
  }
  const won = (which: 'twin' | 'baseline') => {
    const cells = closer(which).map(({ cell }) => cell)
    const where = cells.length === 0 || cells.length === contests.length ? '' : ` (${cells.join(' ')})`
    return `${names[which]} is closer in ${cells.length}${where}`
  }
  return {
    id: 'baseline-closer',
    about: null,
    sentence: `By the energy distance of curves of effective silos to ${names.reference}, ${won('baseline')} of ${counted(contests.length, 'cell')} and ${won('twin')}, beyond resampling noise: distances are ${range('baseline')} for ${names.baseline} and ${range('twin')} for ${names.twin}.`,
    evidence: { twin: names.twin, baseline: names.baseline, cells: contests },
  }
}

function contest(reference: Cell, twin: Cell, baseline: Cell, spec: ComparisonSpec): Contest | null {
  const sides = [reference, twin, baseline]
  const horizon = Math.min(...sides.flatMap(({ runs }) => runs.map((run) => run.effectiveSilos.length)))
  const curves = sides.map(({ runs }) => runs.map((run): Series => run.effectiveSilos.slice(0, horizon)))
  const vectors = vectorsOf({ reference: curves[0], twin: curves[1], baseline: curves[2] })
  if (vectors.times === 0 || sides.some(({ runs }) => runs.length < 2)) return null
  const distances = euclideanDistances([...vectors.reference, ...vectors.twin, ...vectors.baseline])
  const sizes = sides.map(({ runs }) => runs.length)
  const starts = [0, sizes[0], sizes[0] + sizes[1]]
  const own = sizes.map((size, side) => Array.from({ length: size }, (_, i) => starts[side] + i))
  const apart = (places: readonly (readonly number[])[]) => {
    const toTwin = energy(distances, places[0], places[1])
    const toBaseline = energy(distances, places[0], places[2])
    return { toTwin, toBaseline }
  }
  const stream = streamAt(spec.seed, 'baseline', reference.mirror, reference.neighbors)
  const differences = sorted(
    Array.from({ length: spec.resamples }, () => {
      const { toTwin, toBaseline } = apart(
        own.map((places) => places.map(() => places[uniformInteger(stream.uniform(), places.length)])),
      )
      return toBaseline - toTwin
    }),
  )
  const tail = (1 - spec.level) / 2
  const interval = [quantile(differences, tail), quantile(differences, 1 - tail)] as const
  const { toTwin, toBaseline } = apart(own)
  return {
    cell: cellName(reference),
    twin: toTwin,
    baseline: toBaseline,
    interval,
    closer: interval[0] > 0 ? 'twin' : interval[1] < 0 ? 'baseline' : 'neither',
  }
}

/** The energy distance of items at some places of a matrix, which may repeat. */
function energy(
  { size, values }: DistanceMatrix,
  first: readonly number[],
  second: readonly number[],
): number {
  const between = (a: readonly number[], b: readonly number[]) =>
    mean(a.map((i) => mean(b.map((j) => values[i * size + j]))))
  const squared = 2 * between(first, second) - between(first, first) - between(second, second)
  return Math.sqrt(Math.max(0, squared))
}
