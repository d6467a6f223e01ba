import { streamAt } from '../../core/random.ts'
import type { SiloPath } from '../../core/silo-path.ts'
import { type Events, jitterTest } from '../../statistics/jitter-test.ts'
import { cellsOf, type Ensemble } from '../ensemble.ts'
import type { ComparisonSpec } from '../spec.ts'
import { decimal, probability } from '../wording.ts'
import type { Finding } from './finding.ts'

/** A referee's finding is not one of many tests: it must be beyond doubt, and large enough to matter. */
const errorRate = 0.01
const smallestRatio = 1.1

/**
 * Whether agents of different replicates change their silos at the same steps more often than a step apart. They do
 * where replicates share their mirror coins: an agent that listens to itself does not change.
 *
 * @returns null where it is not found, or where no cell has two replicates with traces
 */
export function sharedScheduleFinding(
  ensemble: Ensemble,
  name: string,
  spec: ComparisonSpec,
): Finding | null {
  const groups = cellsOf(ensemble).map(({ runs }) =>
    runs.flatMap(({ path }) => (path === undefined ? [] : [changesOf(path)])),
  )
  const stream = streamAt(spec.seed, 'shared schedules', ensemble.runs[0].system)
  const test = jitterTest(groups, { resamples: spec.permutations, stream })
  if (test === null || test.pValue > errorRate) return null
  if (test.ratio !== null && test.ratio < smallestRatio) return null
  const often = test.ratio === null ? 'more often than' : `${decimal(test.ratio)} times as often as`
  return {
    id: 'replicates-dependent',
    about: ensemble.label,
    sentence: `Replicates of ${name} are not independent: in two replicates of one cell, agents change their silo at the same step ${often} one step apart (${probability(test.pValue)}), as they do where replicates share a mirror schedule. Intervals and tests that take the runs as independent are then too sure of themselves.`,
    evidence: { ratio: test.ratio, p: test.pValue, pairs: test.pairs },
  }
}

/** For each step, which agents changed their silo. */
const changesOf = (path: SiloPath): Events =>
  path
    .slice(1)
    .map((silos, t) => new Set(silos.flatMap((silo, agent) => (silo === path[t][agent] ? [] : [agent]))))
