import { permutation, streamAt } from '../../core/random.ts'
import { bcaInterval } from '../../statistics/bca-interval.ts'
import { mean } from '../../statistics/moments.ts'
import { shareAsExtreme } from '../../statistics/randomization.ts'
import type { Cell } from '../ensemble.ts'
import type { ComparisonSpec } from '../spec.ts'
import type { MirroringExponent } from './mirroring.ts'

/** The t* of all runs of one cell. */
interface Converged {
  readonly mirror: number
  readonly times: readonly number[]
}

/** Mean t*(1 - p) for each k with two p or more at which all runs converge. */
export function scaledTimes(families: readonly (readonly Cell[])[]) {
  return families.flatMap((cells) => {
    const converged = convergedCells(cells)
    const times = converged.map(({ mirror, times }) => ({ mirror, time: (1 - mirror) * mean(times) }))
    return times.length < 2 ? [] : [{ neighbors: cells[0].neighbors, times }]
  })
}

/**
 * The slope of log t* on -log(1 - p), with an intercept for every k, over cells in which all runs converge; its
 * BCa interval resamples runs within cells. The test permutes t*(1 - p) between the p of one k.
 *
 * @param families the cells of one k each
 * @returns null where no k has two such cells of two runs or more
 */
export function exponentOfTimes(
  families: readonly (readonly Cell[])[],
  spec: ComparisonSpec,
): MirroringExponent | null {
  const used = families
    .map((cells) => ({ neighbors: cells[0].neighbors, cells: convergedCells(cells) }))
    .filter(({ cells }) => cells.length > 1)
  if (used.length === 0) return null
  const places = used.flatMap(({ cells }, family) => cells.map(({ mirror }) => ({ family, mirror })))
  const samples = used.flatMap(({ cells }) => cells.map(({ times }) => times))
  const slope = (drawn: readonly (readonly number[])[]) =>
    pooledSlope(
      drawn.flatMap((times, cell) =>
        times.map((time) => ({
          family: places[cell].family,
          x: -Math.log(1 - places[cell].mirror),
          y: Math.log(time),
        })),
      ),
    )
  const stream = streamAt(spec.seed, 'mirroring', 'times')
  const found = bcaInterval(samples, slope, { level: 1 - 2 * spec.alpha, resamples: spec.resamples, stream })
  if (found === null || found.interval === null) return null
  return {
    estimate: found.estimate,
    interval: found.interval,
    p: testOfRescaling(used, spec),
    neighbors: used.map(({ neighbors }) => neighbors),
  }
}

function convergedCells(cells: readonly Cell[]): readonly Converged[] {
  return cells.flatMap(({ mirror, runs }) => {
    const times = runs.flatMap(({ convergence }) =>
      'at' in convergence && convergence.at > 0 ? [convergence.at] : [],
    )
    return times.length === runs.length && mirror < 1 ? [{ mirror, times }] : []
  })
}

interface Point {
  readonly family: number
  readonly x: number
  readonly y: number
}

/** Least squares with one slope and an intercept a family; null without spread in x. */
function pooledSlope(points: readonly Point[]): number | null {
  let [products, squares] = [0, 0]
  for (const family of new Set(points.map((point) => point.family))) {
    const own = points.filter((point) => point.family === family)
    const [x, y] = [mean(own.map((point) => point.x)), mean(own.map((point) => point.y))]
    for (const point of own) {
      products += (point.x - x) * (point.y - y)
      squares += (point.x - x) ** 2
    }
  }
  return squares === 0 ? null : products / squares
}

function testOfRescaling(
  used: readonly { readonly cells: readonly Converged[] }[],
  { permutations, seed }: ComparisonSpec,
): number {
  const families = used.map(({ cells }) => ({
    x: cells.flatMap(({ mirror, times }) => times.map(() => -Math.log(1 - mirror))),
    y: cells.flatMap(({ mirror, times }) => times.map((time) => Math.log(time * (1 - mirror)))),
  }))
  const slope = (orders: readonly (readonly number[])[]) =>
    Math.abs(
      pooledSlope(
        families.flatMap(({ x, y }, family) =>
          x.map((value, i) => ({ family, x: value, y: y[orders[family][i]] })),
        ),
      ) ?? 0,
    )
  const stream = streamAt(seed, 'mirroring', 'permutations')
  const own = slope(families.map(({ x }) => [...x.keys()]))
  const drawn = Array.from({ length: permutations }, () =>
    slope(families.map(({ x }) => permutation(x.length, stream))),
  )
  return shareAsExtreme([own, ...drawn])
}
