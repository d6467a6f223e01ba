import { z } from 'zod'
import type { Measures } from './measures.ts'

const count = z.int().min(0)
const shares = z.array(z.number()).readonly()
const sharesOrNone = z.array(z.number().nullable()).readonly()

/** How measures are read back from a file; apart from them, as pages measure and do not parse. */
export const measuresShape: { readonly [Name in keyof Measures]: z.ZodType<Measures[Name]> } = {
  siloCount: z.array(count).min(1).readonly(),
  effectiveSilos: sharesOrNone,
  inverseSimpson: sharesOrNone,
  largestShare: sharesOrNone,
  stability: shares,
  switchRate: shares,
  dwellTimes: z.object({ ended: z.array(count).readonly(), censored: z.array(count).readonly() }),
  convergence: z.union([z.object({ at: count }), z.object({ notBy: count })]),
  lastChange: count.nullable(),
  pattern: z.enum(['stable', 'unstable', 'decaying']),
  patternWindow: count,
  finalSilos: z.array(count.nullable()).readonly(),
  faults: count,
}
