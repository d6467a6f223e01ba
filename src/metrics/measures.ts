import { convergenceTime, finalPattern, lastChange, type SiloPath } from '../core/silo-path.ts'
import { effectiveNumber, type Silos, siloSizes, stability } from '../core/silos.ts'
import { dwellTimes } from './dwell-times.ts'
import { inverseSimpson, largestShare } from './silo-shares.ts'

/** What a measure looks at. */
export interface MeasuredPath {
  readonly path: SiloPath
  /** Agents per silo at each time. */
  readonly sizes: readonly ReadonlyMap<number, number>[]
  /** Steps over which the final pattern is judged. */
  readonly window: number
}

/**
 * All that is measured of a run's silos: the one place to add a measure (`measures-shape.ts` then asks for how it is
 * read back from a file). `silotwin metrics` computes them from the trace, so runs of earlier versions get new ones
 * without being run again.
 */
export const measures = {
  /** Number of silos at each time: the Hill number of order 0. */
  siloCount: ({ sizes }: MeasuredPath): readonly number[] => sizes.map(({ size }) => size),
  /** exp(entropy) of the silo shares at each time, the Hill number of order 1; null where no agent has a silo. */
  effectiveSilos: ({ sizes }: MeasuredPath): readonly (number | null)[] => sizes.map(effectiveNumber),
  /** The Hill number of order 2 at each time; null where no agent has a silo. */
  inverseSimpson: ({ sizes }: MeasuredPath): readonly (number | null)[] => sizes.map(inverseSimpson),
  /** Share of the agents with a silo that are in the largest one, at each time; null where none has one. */
  largestShare: ({ sizes }: MeasuredPath): readonly (number | null)[] => sizes.map(largestShare),
  /** Share of agents that stayed in their silo, from the second time on. */
  stability: ({ path }: MeasuredPath): readonly number[] => stabilityOf(path),
  /** Share of agents that changed their silo: 1 - stability. */
  switchRate: ({ path }: MeasuredPath): readonly number[] => stabilityOf(path).map((share) => 1 - share),
  /** Lengths of the stays of agents in one silo, in steps. */
  dwellTimes: ({ path }: MeasuredPath) => dwellTimes(path),
  /** t*, or the horizon up to which the run had not converged. */
  convergence: ({ sizes }: MeasuredPath) => convergenceTime(sizes.map(({ size }) => size)),
  /** Time of the last silo change; null if none ever changed. */
  lastChange: ({ path }: MeasuredPath): number | null => lastChange(path),
  /** What the silos do in the last `patternWindow` steps. */
  pattern: ({ path, window }: MeasuredPath) => finalPattern(path, window),
  patternWindow: ({ window }: MeasuredPath): number => window,
  /** Id of the component or flower of each agent at the last time; null for none. */
  finalSilos: ({ path }: MeasuredPath): Silos => path.at(-1) ?? [],
  /** Number of answers without a silo. */
  faults: ({ path }: MeasuredPath): number =>
    path.reduce((sum, silos) => sum + silos.filter((silo) => silo === null).length, 0),
}

/** The values of all measures. */
export type Measures = {
  readonly [Name in keyof typeof measures]: ReturnType<(typeof measures)[Name]>
}

/** Applies every measure. */
export function measurePath(path: SiloPath, window: number): Measures {
  const measured = { path, sizes: path.map(siloSizes), window }
  const values = Object.entries(measures).map(([name, of]) => [name, of(measured)])
  return Object.fromEntries(values) as Measures
}

const stabilityOf = (path: SiloPath) => path.slice(1).map((silos, t) => stability(path[t], silos))
