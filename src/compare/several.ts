import { classicalScaling } from '../statistics/classical-scaling.ts'
import { mean } from '../statistics/moments.ts'
import { compare, namesOf } from './compare.ts'
import type { Comparison } from './comparison.ts'
import { addressOf, cellsOf, type Ensemble } from './ensemble.ts'
import { baselineFinding } from './findings/baseline.ts'
import type { Finding } from './findings/finding.ts'
import type { Series } from './mean-curve.ts'
import { type ComparisonSpec, defaultSpec } from './spec.ts'
import { energyBetween } from './trajectory-noise.ts'

/** How far ensembles lie from each other. */
export interface EnsembleMap {
  readonly labels: readonly string[]
  /** Mean over the cells that two have in common of the energy distance of their curves of effective silos. */
  readonly distances: readonly (readonly number[])[]
  /** Points in the plane whose distances are close to these (classical scaling; Torgerson 1952). */
  readonly points: readonly (readonly number[])[]
  /** Share of the distances that the picture keeps, from 0 to 1. */
  readonly share: number
}

/** The first ensemble against each of the others, and all of them on one map. */
export interface SeveralComparison extends Comparison {
  /** The first ensemble against the third, the fourth, … */
  readonly others: readonly Comparison[]
  /** Null for two ensembles, or where two of them have no cell in common. */
  readonly map: EnsembleMap | null
}

const baselines = ['voter', 'noisy-voter']

/**
 * Compares ensembles with the first one as the reference.
 *
 * @throws InputError where one has no cell in common with the first
 */
export function compareSeveral(
  reference: Ensemble,
  second: Ensemble,
  further: readonly Ensemble[] = [],
  spec: ComparisonSpec = defaultSpec,
): SeveralComparison {
  const comparison = compare(reference, second, spec)
  const findings = further
    .filter((ensemble) => baselines.includes(ensemble.runs[0].system))
    .filter(() => !baselines.includes(second.runs[0].system))
    .map((baseline): Finding | null => {
      const names = namesOf(reference, second)
      const { b } = namesOf(reference, baseline)
      return baselineFinding(
        reference,
        second,
        baseline,
        { reference: names.a, twin: names.b, baseline: b },
        spec,
      )
    })
  return {
    ...comparison,
    findings: [...comparison.findings, ...findings.filter((finding) => finding !== null)],
    others: further.map((ensemble) => compare(reference, ensemble, spec)),
    map: further.length === 0 ? null : ensembleMap([reference, second, ...further]),
  }
}

function ensembleMap(ensembles: readonly Ensemble[]): EnsembleMap | null {
  const above = ensembles.map((first, i) =>
    ensembles.slice(i + 1).map((second) => meanDistance(first, second)),
  )
  const distances = ensembles.map((_, i) =>
    ensembles.map((_, j) => (i === j ? 0 : above[Math.min(i, j)][Math.abs(i - j) - 1])),
  )
  if (!distances.every((row): row is number[] => row.every((distance) => distance !== null))) return null
  const scaling = classicalScaling(distances)
  return scaling === null
    ? null
    : { labels: ensembles.map(({ label }) => label), distances, points: scaling.points, share: scaling.share }
}

function meanDistance(first: Ensemble, second: Ensemble): number | null {
  const cells = cellsOf(second)
  const found = cellsOf(first).flatMap((cell) => {
    const twin = cells.find((other) => addressOf(other) === addressOf(cell))
    if (twin === undefined) return []
    const horizon = Math.min(...[...cell.runs, ...twin.runs].map((run) => run.effectiveSilos.length))
    const curves = [cell, twin].map(({ runs }) =>
      runs.map((run): Series => run.effectiveSilos.slice(0, horizon)),
    )
    return energyBetween(curves[0], curves[1]) ?? []
  })
  return found.length === 0 ? null : mean(found)
}
