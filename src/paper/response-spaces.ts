import { groupBy } from '../core/group-by.ts'
import type { ResponseSpace, SketchComponent, SketchPoint } from '../report/figures/response-space.ts'
import { ellipse } from '../report/figures/response-space.ts'
import { mean } from '../statistics/moments.ts'
import { principalComponents } from '../statistics/principal-components.ts'
import type { SketchAnswer, SketchChoice } from './sketch-choice.ts'

/**
 * Both sketches in one plane: that of the principal components of all answers that are shown. A component is fitted
 * to the answers that name one flower, of all agents and both times; an agent's weight of it is the share of its
 * own answers then that name it.
 *
 * @param vectors by text
 */
export function responseSpaces(
  { agents, before, after }: SketchChoice,
  vectors: ReadonlyMap<string, Float32Array>,
): { readonly before: ResponseSpace; readonly after: ResponseSpace } {
  const all = [...before, ...after]
  const { points, shares } = principalComponents(all.map(({ text }) => vectorOf(text, vectors)))
  const projected = all.map(
    ({ agent, t, silo }, i): SketchPoint => ({
      agent,
      t,
      silo,
      x: points[i][0],
      y: points[i][1],
    }),
  )
  const densities = densitiesOf(projected)
  const reach = [...projected, ...densities.flatMap((density) => ellipse({ ...density, weights: [] }))]
  const common = {
    agents,
    shares,
    x: rangeOf(reach.map(({ x }) => x)),
    y: rangeOf(reach.map(({ y }) => y)),
  }
  const space = (answers: readonly SketchAnswer[], own: readonly SketchPoint[]): ResponseSpace => ({
    ...common,
    points: own,
    components: densities.map(
      (density): SketchComponent => ({
        ...density,
        weights: agents.map((agent) => shareOf(own, agent, density.silo)),
      }),
    ),
    from: Math.min(...answers.map(({ t }) => t)),
    to: Math.max(...answers.map(({ t }) => t)),
  })
  return {
    before: space(before, projected.slice(0, before.length)),
    after: space(after, projected.slice(before.length)),
  }
}

function vectorOf(text: string, vectors: ReadonlyMap<string, Float32Array>): Float32Array {
  const vector = vectors.get(text)
  if (vector === undefined)
    throw new RangeError('response space: got no vector of an answer, expected one of each')
  return vector
}

function shareOf(points: readonly SketchPoint[], agent: number, silo: number | null): number {
  const own = points.filter((point) => point.agent === agent)
  return own.length === 0 ? 0 : own.filter((point) => point.silo === silo).length / own.length
}

/** Variances that a component of few or equal answers gets on top, as a share of the variance of all points. */
const ridge = 2e-3

function densitiesOf(points: readonly SketchPoint[]): readonly Omit<SketchComponent, 'weights'>[] {
  const total = momentsOf(points).covariance
  const least = ridge * (total[0] + total[2]) || 1e-6
  return [...groupBy(points, ({ silo }) => silo)]
    .map(([silo, own]) => {
      const { center, covariance } = momentsOf(own)
      const [xx, xy, yy] = covariance
      return { silo, center, covariance: [xx + least, xy, yy + least] as const }
    })
    .sort((a, b) => (a.silo ?? Number.POSITIVE_INFINITY) - (b.silo ?? Number.POSITIVE_INFINITY))
}

function momentsOf(points: readonly SketchPoint[]) {
  const center = [mean(points.map(({ x }) => x)), mean(points.map(({ y }) => y))] as const
  const product = (of: (dx: number, dy: number) => number) =>
    mean(points.map(({ x, y }) => of(x - center[0], y - center[1])))
  const covariance = [
    product((dx) => dx * dx),
    product((dx, dy) => dx * dy),
    product((_, dy) => dy * dy),
  ] as const
  return { center, covariance }
}

const rangeOf = (values: readonly number[]) => [Math.min(...values), Math.max(...values)] as const
