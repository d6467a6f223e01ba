import { commonTimeScale } from '../statistics/common-time-scale.ts'
import { holm } from '../statistics/holm.ts'
import type { Names } from './cell-sentence.ts'
import type { ComparedCell } from './compare-cells.ts'
import { type CostRatio, costRatio, costSentence } from './cost-ratio.ts'
import { overallSentence } from './overall-sentence.ts'
import { type PooledDifference, pooledDifference } from './pooled.ts'
import { finalSiloCount, meanEffectiveSilos, restrictedMeanConvergence } from './scalar-metrics.ts'
import type { ComparisonSpec } from './spec.ts'
import { type SurfaceAgreement, surfaceAgreement } from './surface.ts'
import type { Verdict } from './verdict.ts'

/** One factor for all cells, and whether there is one. */
export interface PooledClock {
  readonly factor: number
  readonly interval: readonly [number, number]
  /** Of the hypothesis that one factor holds in every cell. */
  readonly p: number
  readonly cells: number
}

/** All cells together. */
export interface Overall {
  /**
   * Equivalent where every cell is; different where some cell is after adjustment for all tests of all cells (Holm);
   * else undecided.
   */
  readonly verdict: Verdict
  readonly sentence: string
  readonly cells: Readonly<Record<Verdict, number>>
  readonly pooled: Readonly<Record<string, PooledDifference | null>>
  readonly surface: Readonly<Record<string, SurfaceAgreement | null>>
  readonly timeScale: PooledClock | null
  /** What a run of either takes, over all cells, with the sentence that says so; null where it is not known. */
  readonly costRatio: CostRatio & { readonly sentence: string | null }
}

const pooledMetrics = { finalSiloCount, restrictedMeanConvergence, meanEffectiveSilos }

export function overallOf(compared: readonly ComparedCell[], names: Names, spec: ComparisonSpec): Overall {
  const cells = compared.map(({ cell }) => cell)
  const runs = compared.map((one) => one.runs)
  const counts = (verdict: Verdict) => cells.filter((cell) => cell.verdict === verdict).length
  const scale = commonTimeScale(
    compared.map((one) => one.scale),
    spec.level,
  )
  const each = <Result>(of: (name: string, metric: typeof meanEffectiveSilos) => Result) =>
    Object.fromEntries(Object.entries(pooledMetrics).map(([name, metric]) => [name, of(name, metric)]))
  const cost = costRatio(runs, spec, 'all cells')
  const overall = {
    verdict: verdictOf(compared, spec),
    cells: {
      equivalent: counts('equivalent'),
      different: counts('different'),
      undecided: counts('undecided'),
    },
    pooled: each((name, metric) => pooledDifference(name, metric, runs, spec)),
    surface: each((name, metric) => surfaceAgreement(name, metric, runs, spec)),
    timeScale:
      scale === null
        ? null
        : { factor: scale.factor, interval: scale.interval, p: scale.pValue, cells: scale.cells },
    costRatio: { ...cost, sentence: costSentence(cost, names, spec.level) },
  }
  return { ...overall, sentence: overallSentence(overall, cells, names, spec) }
}

function verdictOf(compared: readonly ComparedCell[], { primary, alpha }: ComparisonSpec): Verdict {
  if (compared.every(({ cell }) => cell.verdict === 'equivalent')) return 'equivalent'
  const tests = compared.flatMap(({ cell }) => primary.map((name) => cell.metrics[name]))
  const adjusted = holm(tests.map(({ p }) => p))
  const rejects = tests.some(({ verdict }, i) => {
    const p = adjusted[i]
    return verdict === 'different' && p !== null && p <= alpha
  })
  return rejects ? 'different' : 'undecided'
}
