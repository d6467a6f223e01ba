import { InputError } from '../core/errors.ts'
import { systemName } from '../core/system-names.ts'
import type { Names } from './cell-sentence.ts'
import { compareCell } from './compare-cells.ts'
import type { Comparison } from './comparison.ts'
import { addressOf, cellsOf, type Ensemble } from './ensemble.ts'
import type { Finding } from './findings/finding.ts'
import { mirroringFinding } from './findings/mirroring.ts'
import { sharedScheduleFinding } from './findings/shared-schedules.ts'
import { signOfEffectFinding } from './findings/sign-of-effect.ts'
import { overallOf } from './overall.ts'
import { type ComparisonSpec, defaultSpec } from './spec.ts'
import { cellName } from './wording.ts'

/**
 * Compares two ensembles cell by cell of (mirror probability, neighbors), and as a whole. The first is the
 * reference: default margins are its own replicate noise.
 *
 * @throws InputError where they have no cell in common
 */
export function compare(a: Ensemble, b: Ensemble, spec: ComparisonSpec = defaultSpec): Comparison {
  const [cellsOfA, cellsOfB] = [cellsOf(a), cellsOf(b)]
  const names = namesOf(a, b)
  const compared = cellsOfA.flatMap((cell) => {
    const twin = cellsOfB.find((other) => addressOf(other) === addressOf(cell))
    return twin === undefined ? [] : [compareCell(cell, twin, names, spec)]
  })
  if (compared.length === 0) {
    throw new InputError(
      `${a.label} and ${b.label} have no cell in common: ${cellsOfA.map(cellName).join(' ')} against ${cellsOfB.map(cellName).join(' ')}; ` +
        'accepted: runs with the same mirror and neighbors',
    )
  }
  const notes: string[] = []
  if (compared.length < Math.max(cellsOfA.length, cellsOfB.length)) {
    notes.push(`${compared.length} cells in common; a has ${cellsOfA.length} and b ${cellsOfB.length}.`)
  }
  const findings: readonly (Finding | null)[] = [
    mirroringFinding(a, names.a, spec),
    mirroringFinding(b, names.b, spec),
    signOfEffectFinding(compared, names, spec),
    sharedScheduleFinding(a, names.a, spec),
    sharedScheduleFinding(b, names.b, spec),
  ]
  return {
    a: { label: a.label, system: a.runs[0].system, runs: a.runs.length },
    b: { label: b.label, system: b.runs[0].system, runs: b.runs.length },
    spec,
    cells: compared.map(({ cell }) => cell),
    overall: overallOf(compared, names, spec),
    findings: findings.filter((finding) => finding !== null),
    notes,
  }
}

/** What ensembles are called in sentences: their systems, or their labels where these are the same. */
export function namesOf(a: Ensemble, b: Ensemble): Names {
  const [systemA, systemB] = [a.runs[0].system, b.runs[0].system]
  return systemA === systemB
    ? { a: a.label, b: b.label }
    : { a: `the ${systemName(systemA)}`, b: `the ${systemName(systemB)}` }
}
