import { z } from 'zod'
import { convergenceTime, finalPattern, lastChange, type SiloPath, type TimeTo } from '../core/silo-path.ts'
import { effectiveNumber, type Silos, siloSizes, stability } from '../core/silos.ts'
import { type DwellTimes, dwellTimes } from './dwell-times.ts'
import { inverseSimpson, largestShare } from './silo-shares.ts'

/** What a measure looks at. */
export interface MeasuredPath {
  readonly path: SiloPath
  /** Agents per silo at each time. */
  readonly sizes: readonly ReadonlyMap<number, number>[]
  /** Steps over which the final pattern is judged. */
  readonly window: number
}

/** One number, curve or record of a run, and how it is read back from a file. */
interface Measure<Value> {
  readonly schema: z.ZodType<Value>
  readonly of: (measured: MeasuredPath) => Value
}

const measure = <Value>(schema: z.ZodType<Value>, of: (measured: MeasuredPath) => Value): Measure<Value> => ({
  schema,
  of,
})

const count = z.int().min(0)
const shares = z.array(z.number()).readonly()
const sharesOrNone = z.array(z.number().nullable()).readonly()

/**
 * All that is measured of a run's silos: the one place to add a measure. `silotwin metrics` computes them from the
 * trace, so runs of earlier versions get new ones without being run again.
 */
export const measures = {
  /** Number of silos at each time: the Hill number of order 0. */
  siloCount: measure<readonly number[]>(z.array(count).min(1).readonly(), ({ sizes }) =>
    sizes.map(({ size }) => size),
  ),
  /** exp(entropy) of the silo shares at each time, the Hill number of order 1; null where no agent has a silo. */
  effectiveSilos: measure<readonly (number | null)[]>(sharesOrNone, ({ sizes }) =>
    sizes.map(effectiveNumber),
  ),
  /** The Hill number of order 2 at each time; null where no agent has a silo. */
  inverseSimpson: measure<readonly (number | null)[]>(sharesOrNone, ({ sizes }) => sizes.map(inverseSimpson)),
  /** Share of the agents with a silo that are in the largest one, at each time; null where none has one. */
  largestShare: measure<readonly (number | null)[]>(sharesOrNone, ({ sizes }) => sizes.map(largestShare)),
  /** Share of agents that stayed in their silo, from the second time on. */
  stability: measure<readonly number[]>(shares, ({ path }) => stabilityOf(path)),
  /** Share of agents that changed their silo: 1 - stability. */
  switchRate: measure<readonly number[]>(shares, ({ path }) => stabilityOf(path).map((share) => 1 - share)),
  /** Lengths of the stays of agents in one silo, in steps. */
  dwellTimes: measure<DwellTimes>(
    z.object({ ended: z.array(count).readonly(), censored: z.array(count).readonly() }),
    ({ path }) => dwellTimes(path),
  ),
  /** t*, or the horizon up to which the run had not converged. */
  convergence: measure<TimeTo>(z.union([z.object({ at: count }), z.object({ notBy: count })]), ({ sizes }) =>
    convergenceTime(sizes.map(({ size }) => size)),
  ),
  /** Time of the last silo change; null if none ever changed. */
  lastChange: measure<number | null>(count.nullable(), ({ path }) => lastChange(path)),
  /** What the silos do in the last `patternWindow` steps. */
  pattern: measure(z.enum(['stable', 'unstable', 'decaying']), ({ path, window }) =>
    finalPattern(path, window),
  ),
  patternWindow: measure<number>(count, ({ window }) => window),
  /** Id of the component or flower of each agent at the last time; null for none. */
  finalSilos: measure<Silos>(z.array(count.nullable()).readonly(), ({ path }) => path.at(-1) ?? []),
  /** Number of answers without a silo. */
  faults: measure<number>(count, ({ path }) =>
    path.reduce((sum, silos) => sum + silos.filter((silo) => silo === null).length, 0),
  ),
}

/** The values of all measures. */
export type Measures = {
  readonly [Name in keyof typeof measures]: z.output<(typeof measures)[Name]['schema']>
}

/** Applies every measure. */
export function measurePath(path: SiloPath, window: number): Measures {
  const measured = { path, sizes: path.map(siloSizes), window }
  const values = Object.entries(measures).map(([name, { of }]) => [name, of(measured)])
  return Object.fromEntries(values) as Measures
}

/** How measures are read back from a file. */
export const measuresShape = Object.fromEntries(
  Object.entries(measures).map(([name, { schema }]) => [name, schema]),
) as { readonly [Name in keyof typeof measures]: (typeof measures)[Name]['schema'] }

const stabilityOf = (path: SiloPath) => path.slice(1).map((silos, t) => stability(path[t], silos))
