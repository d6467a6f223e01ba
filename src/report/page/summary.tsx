import type { CellComparison, Comparison } from '../../compare/comparison.ts'
import { sideNames } from '../figures/comparison/subject.ts'
import { counted, listed, number } from '../format.ts'
import type { ReportView } from '../view.ts'
import { CostTable } from './cost-table.tsx'
import { VerdictMark } from './verdict-mark.tsx'

/** What came of it, in sentences that can be quoted, and what stands in the way of believing them. */
export function Summary({ comparison, view }: { comparison: Comparison; view: ReportView }) {
  const caveats = caveatsOf(comparison)
  return (
    <section aria-labelledby="summary" class="summary">
      <h2 id="summary">Summary</h2>
      <p>
        <b>Question.</b> {question(comparison)}
      </p>
      <p class="verdict-line">
        <b>Answer.</b> <VerdictMark verdict={comparison.overall.verdict} />: {comparison.overall.sentence}
      </p>
      {comparison.overall.costRatio.sentence === null ? null : (
        <p>
          <b>Cost.</b> {comparison.overall.costRatio.sentence}
        </p>
      )}
      <CostTable view={view} />
      {comparison.findings.length === 0 ? null : (
        <>
          <p>
            <b>What a referee would ask.</b>
          </p>
          <ul class="findings">
            {comparison.findings.map(({ id, sentence }) => (
              <li key={`${id} ${sentence}`}>{sentence}</li>
            ))}
          </ul>
        </>
      )}
      {caveats.length === 0 ? null : (
        <>
          <p>
            <b>Caveats.</b>
          </p>
          <ul class="findings">
            {caveats.map((caveat) => (
              <li key={caveat}>{caveat}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

function question(comparison: Comparison): string {
  const { spec } = comparison
  const { a, b } = sideNames(comparison)
  const margins = Object.values(spec.margins).some((margin) => margin !== undefined)
    ? 'margins that were declared'
    : 'what two runs of the reference differ by on average'
  return `Does the ${b} reproduce the silo dynamics of the ${a}: how many silos are left, when one is, and the way there? The reference is the ${a}; a difference within ${margins} counts as none.`
}

/** Fewer replicates than this are few. */
const few = 8

/** A share of faulty answers from which on they are named. */
const notable = 0.01

function caveatsOf({ cells, notes, spec }: Comparison): readonly string[] {
  const where = (holds: (cell: CellComparison) => boolean) => {
    const found = cells.filter(holds)
    if (cells.length === 1) return ''
    return found.length === cells.length
      ? ' in all cells'
      : ` in ${listed(found.map(({ mirror, neighbors }) => `(${number(mirror)}, ${neighbors})`))}`
  }
  const caveat = (holds: (cell: CellComparison) => boolean, say: (cells: string) => string) =>
    cells.some(holds) ? [say(where(holds))] : []
  const worst = Math.max(
    0,
    ...cells.flatMap(({ answers }) => [answers.a, answers.b]).map((side) => side?.faultRate ?? 0),
  )
  const faults = cells.reduce((sum, cell) => sum + cell.faults.a + cell.faults.b, 0)
  return [
    ...caveat(
      ({ runs }) => Math.min(runs.a, runs.b) < few,
      (places) => `Fewer than ${few} replicates of a system${places}: intervals are too narrow.`,
    ),
    ...caveat(
      ({ metrics }) => (metrics.finalSiloCount.smallestP ?? 1) > spec.alpha,
      (places) => `Too few replicates for any test to reject at α = ${spec.alpha}${places}.`,
    ),
    ...caveat(
      ({ censored, runs }) => censored.a === runs.a || censored.b === runs.b,
      (places) => `No run of a system converged before the horizon${places}: its times are lower bounds.`,
    ),
    ...(faults === 0 ? [] : [`${counted(faults, 'answer')} named no silo.`]),
    ...caveat(
      ({ answers }) => Math.max(answers.a?.faultRate ?? 0, answers.b?.faultRate ?? 0) >= notable,
      (places) =>
        `Up to ${number(100 * worst)} % of the answers of a cell are faults${places}: silos are those of the others.`,
    ),
    ...notes,
  ]
}
