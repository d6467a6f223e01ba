import type { CellComparison, Comparison, Estimate, MeanComparison } from '../../compare/comparison.ts'
import { cellName, decimal, interval, whole } from '../format.ts'
import { TableFrame } from './table-frame.tsx'

/** The comparison of two ensembles, cell by cell, and what a reader must know about it. */
export function ComparisonSection({ comparison }: { comparison: Comparison }) {
  const { a, b, level, resamples, cells } = comparison
  const common = commonNotes(cells)
  return (
    <section aria-labelledby="comparison">
      <h2 id="comparison">Comparison</h2>
      {cells.length === 0 ? (
        <p>The two have no cell in common.</p>
      ) : (
        <TableFrame kind="estimates" name="Comparison">
          <table>
            <caption>
              Means over replicates, with {decimal(level * 100, 0)} % bootstrap intervals ({whole(resamples)}{' '}
              resamples) where there are several replicates. Difference: b minus a.
            </caption>
            <thead>
              <tr>
                <th scope="col">Metric</th>
                {[`${a.label} (a)`, `${b.label} (b)`, 'Difference'].map((label) => (
                  <th scope="col" class="number" key={label}>
                    {label}
                  </th>
                ))}
              </tr>
            </thead>
            {cells.map((cell) => (
              <CellRows cell={cell} common={common} key={`${cell.mirror} ${cell.neighbors}`} />
            ))}
          </table>
        </TableFrame>
      )}
      <Notes
        notes={[...(common.length === 0 ? [] : [`In every cell: ${common.join(' ')}`]), ...comparison.notes]}
      />
    </section>
  )
}

function CellRows({ cell, common }: { cell: CellComparison; common: readonly string[] }) {
  const { metrics, runs, censored } = cell
  const own = notesOf(cell).filter((note) => !common.includes(note))
  return (
    <tbody class="group">
      <tr>
        <th scope="rowgroup" colSpan={4}>
          {cellName(cell)}
        </th>
      </tr>
      <Estimates name="Final number of silos" of={metrics.finalSiloCount} digits={2} runs={runs} />
      <Estimates
        name={`Mean of min(t*, ${cell.horizon})`}
        of={metrics.restrictedMeanConvergence}
        digits={1}
        runs={runs}
      />
      <tr>
        <th scope="row">Runs not converged by t = {cell.horizon}</th>
        <td class="number">
          {censored.a} of {runs.a}
          <span class="interval" />
        </td>
        <td class="number">
          {censored.b} of {runs.b}
          <span class="interval" />
        </td>
        <td />
      </tr>
      {own.length === 0 ? null : (
        <tr>
          <td colSpan={4}>
            <p class="note">{own.join(' ')}</p>
          </td>
        </tr>
      )}
    </tbody>
  )
}

function notesOf({ runs, pairs, notes }: CellComparison): readonly string[] {
  const paired = pairs > 0 ? `${pairs} with a shared schedule` : 'independent of each other'
  return [`Replicates: ${runs.a} and ${runs.b}, ${paired}.`, ...notes]
}

/** What is said of each of several cells. */
function commonNotes(cells: readonly CellComparison[]): readonly string[] {
  const [first = [], ...others] = cells.map(notesOf)
  return others.length === 0 ? [] : first.filter((note) => others.every((notes) => notes.includes(note)))
}

interface EstimatesProps {
  readonly name: string
  readonly of: MeanComparison
  readonly digits: number
  readonly runs: CellComparison['runs']
}

function Estimates({ name, of, digits, runs }: EstimatesProps) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <EstimateCell of={of.a} digits={digits} single={runs.a === 1} />
      <EstimateCell of={of.b} digits={digits} single={runs.b === 1} />
      <EstimateCell of={of.difference} digits={digits} single={runs.a === 1 || runs.b === 1} />
    </tr>
  )
}

/** An estimate, below it its interval or why there is none. */
function EstimateCell({ of, digits, single }: { of: Estimate; digits: number; single: boolean }) {
  const missing = single ? 'one replicate: no interval' : 'no interval'
  return (
    <td class="number">
      {decimal(of.estimate, digits)}
      <span class="interval">{of.estimate === null ? 'not defined' : (interval(of, digits) ?? missing)}</span>
    </td>
  )
}

function Notes({ notes }: { notes: readonly string[] }) {
  return (
    <>
      {notes.map((note) => (
        <p class="note" key={note}>
          {note}
        </p>
      ))}
    </>
  )
}
