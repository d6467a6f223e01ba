import { mean } from '../../statistics/moments.ts'
import type { Names } from '../cell-sentence.ts'
import type { ComparedCell } from '../compare-cells.ts'
import {
  finalSiloCount,
  type RunCurves,
  restrictedMeanConvergence,
  type ScalarMetric,
} from '../scalar-metrics.ts'
import type { ComparisonSpec } from '../spec.ts'
import { neighboringCells } from '../surface.ts'
import { cellName, counted, decimal, listed } from '../wording.ts'
import type { Finding } from './finding.ts'
import { signOfDifference } from './sign-of-difference.ts'

/**
 * Steps along p or k on which one system's mean goes up and the other's goes down, both beyond doubt: the intervals
 * of both effects leave out 0.
 */
export function signOfEffectFinding(
  cells: readonly ComparedCell[],
  names: Names,
  spec: ComparisonSpec,
): Finding | null {
  const found = [finalSiloCount, restrictedMeanConvergence].flatMap((metric) =>
    oppositeSteps(metric, cells, spec),
  )
  if (found.length === 0) return null
  const examples = found.slice(0, 3).map(({ metric, from, to, effectInA, effectInB }) => {
    return `${metric} from ${from} to ${to}: ${decimal(effectInA)} in ${names.a}, ${decimal(effectInB)} in ${names.b}`
  })
  return {
    id: 'sign-of-effect-differs',
    about: null,
    sentence: `The effect of a step in (p, k) has opposite signs in the two systems in ${counted(found.length, 'case')}: ${listed(examples)}${found.length > examples.length ? ' and others' : ''}.`,
    evidence: { steps: found },
  }
}

function oppositeSteps(
  metric: ScalarMetric<RunCurves>,
  cells: readonly ComparedCell[],
  spec: ComparisonSpec,
) {
  const runs = cells.map((one) => one.runs)
  return neighboringCells(cells.map(({ cell }) => cell)).flatMap(([from, to]) => {
    const effects = (['a', 'b'] as const).map((side) => {
      const [before, after] = [from, to].map((place) =>
        runs[place][side].flatMap((run) => metric.of(run, runs[place].horizon) ?? []),
      )
      return { sign: signOfDifference(before, after, spec), effect: mean(after) - mean(before) }
    })
    const [a, b] = effects
    return a.sign * b.sign < 0
      ? [
          {
            metric: metric.label,
            from: cellName(cells[from].cell),
            to: cellName(cells[to].cell),
            effectInA: a.effect,
            effectInB: b.effect,
          },
        ]
      : []
  })
}
