import { groupBy } from '../../core/group-by.ts'
import { cellsOf, type Ensemble } from '../ensemble.ts'
import type { ComparisonSpec } from '../spec.ts'
import { decimal, listed, probability, withInterval } from '../wording.ts'
import type { Finding } from './finding.ts'
import { exponentOfCurves } from './mirroring-curves.ts'
import { exponentOfTimes, scaledTimes } from './mirroring-times.ts'

/** How times grow with mirroring: as (1 - p)^-exponent, where 1 is a pure rescaling of time. */
export interface MirroringExponent {
  readonly estimate: number
  /** Of level 1 - 2α. */
  readonly interval: readonly [number, number]
  /** Of the hypothesis that it is 1. */
  readonly p: number
  /** The numbers of neighbors it is pooled over. */
  readonly neighbors: readonly number[]
}

/** Exponents in 1 ± this count as a pure rescaling. */
const exponentMargin = 0.25

/**
 * Whether mirroring does nothing but slow time down. An agent listens to another with probability 1 - p, so once in
 * 1/(1 - p) steps; if that is all, t*(1 - p) is constant and times grow as (1 - p)^-1. The exponent is taken from
 * t* where all runs converge, else from whole curves.
 *
 * @returns null with fewer than two p for every k, or where nothing determines the exponent
 */
export function mirroringFinding(ensemble: Ensemble, name: string, spec: ComparisonSpec): Finding | null {
  const families = [...groupBy(cellsOf(ensemble), (cell) => cell.neighbors).values()]
  const ofTimes = exponentOfTimes(families, spec)
  const exponent = ofTimes ?? exponentOfCurves(families, spec)
  if (exponent === null) return null
  const from = ofTimes === null ? 'curves of effective silos slow down' : 't* grows'
  const { estimate, interval, p } = exponent
  const pure = interval[0] > 1 - exponentMargin && interval[1] < 1 + exponentMargin
  const verdict = pure ? 'pure rescaling' : p <= spec.alpha ? 'more than rescaling' : 'undecided'
  const rows = scaledTimes(families)
  const times = rows.map(
    ({ neighbors, times }) =>
      `${times.map(({ mirror, time }) => `${decimal(time, 1)} at p = ${mirror}`).join(', ')} (k = ${neighbors})`,
  )
  return {
    id: 'mirroring-rescales-time',
    about: ensemble.label,
    sentence: [
      `${judgements[verdict](name)}: ${from} as (1 − p) to the power −${withInterval({ estimate, interval }, 1 - 2 * spec.alpha)}, where 1 is a pure rescaling (${probability(p)} for 1; k = ${listed(exponent.neighbors.map(String))}).`,
      ...(times.length === 0 ? [] : [`Mean t*(1 − p) where all runs converged: ${times.join('; ')}.`]),
    ].join(' '),
    evidence: {
      verdict,
      from: ofTimes === null ? 'curves' : 't*',
      ...exponent,
      margin: exponentMargin,
      scaledTimes: rows,
    },
  }
}

const judgements = {
  'pure rescaling': (name: string) => `In ${name} mirroring is a pure rescaling of time`,
  'more than rescaling': (name: string) => `In ${name} mirroring does more than rescale time`,
  undecided: (name: string) =>
    `In ${name} mirroring is compatible with a pure rescaling of time, which is not shown within ±${exponentMargin} of the exponent`,
}
