import { clipped } from './expectation-maximization.ts'

/** A mixture on the line that may change in all of its parameters. */
export interface MixtureState {
  readonly weights: Float64Array
  readonly means: Float64Array
  /** Standard deviations. */
  readonly sds: Float64Array
}

/** Which parameters one EM step changes, and how small they may become. */
export interface EmOptions {
  readonly updateMeans: boolean
  readonly updateSds: boolean
  /** ε of the weights, also added to the responsibility mass that a variance is divided by. */
  readonly floor: number
  /** Least standard deviation (.01 in the authors' code). */
  readonly sdFloor: number
}

/**
 * One EM step for a mixture on the line (Dempster, Laird and Rubin 1977), with the safeguards of the
 * authors' code: weights clipped to [ε, 1 - ε] before and after, variances divided by mass + ε, standard
 * deviations floored. A component that no point is responsible for keeps its mean and falls to the
 * floor in its standard deviation.
 *
 * @param points r points
 */
export function emStep(points: Float64Array, state: MixtureState, options: EmOptions): MixtureState {
  const { updateMeans, updateSds, floor, sdFloor } = options
  const responsibilities = responsibilitiesOf(points, state, floor)
  const mass = state.means.map((_, a) => sumOver(responsibilities, a, () => 1))
  const means = updateMeans
    ? state.means.map((mean, a) =>
        mass[a] > 0 ? sumOver(responsibilities, a, (h) => points[h]) / mass[a] : mean,
      )
    : state.means
  const sds = updateSds
    ? state.sds.map((_, a) => {
        const squares = sumOver(responsibilities, a, (h) => (points[h] - means[a]) ** 2)
        return Math.max(Math.sqrt(squares / (mass[a] + floor)), sdFloor)
      })
    : state.sds
  const weights = clipped(
    mass.map((sum) => sum / points.length),
    floor,
  )
  return { weights, means, sds }
}

/** One row a point: the share that each component has in it; zero throughout where the density underflows. */
function responsibilitiesOf(
  points: Float64Array,
  state: MixtureState,
  floor: number,
): readonly Float64Array[] {
  const prior = clipped(state.weights, floor)
  return Array.from(points, (point) => {
    const parts = prior.map((weight, a) => {
      const z = (point - state.means[a]) / state.sds[a]
      return (weight * Math.exp(-0.5 * z * z)) / (state.sds[a] * Math.sqrt(2 * Math.PI))
    })
    const total = parts.reduce((sum, part) => sum + part, 0)
    return total === 0 ? parts : parts.map((part) => part / total)
  })
}

function sumOver(rows: readonly Float64Array[], a: number, value: (h: number) => number): number {
  return rows.reduce((sum, row, h) => sum + row[a] * value(h), 0)
}
