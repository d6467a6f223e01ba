import type { ComponentChildren } from 'preact'
import type {
  CellComparison,
  ClockComparison,
  Comparison,
  Estimate,
  MeanComparison,
} from '../../compare/comparison.ts'
import type { Verdict } from '../../compare/verdict.ts'
import type { DrawnFigure } from '../drawn-figure.ts'
import { sideNames } from '../figures/comparison/subject.ts'
import { capital, cellName, decimal, interval, whole } from '../format.ts'
import { FigureView } from './figure-view.tsx'
import { TableFrame } from './table-frame.tsx'
import { VerdictMark } from './verdict-mark.tsx'

interface ComparisonProps {
  readonly comparison: Comparison
  readonly figures: readonly DrawnFigure[]
}

/** The comparison of two ensembles in figures and numbers, cell by cell, and what a reader must know about it. */
export function ComparisonSection({ comparison, figures }: ComparisonProps) {
  const { spec, cells } = comparison
  const names = sideNames(comparison)
  const common = commonNotes(cells)
  return (
    <section aria-labelledby="comparison">
      <h2 id="comparison">Comparison</h2>
      <div class={cells.length === 1 ? 'figures one' : 'figures'}>
        {figures.map((figure) => (
          <FigureView key={figure.id} figure={figure} place="comparison" />
        ))}
      </div>
      {cells.length === 0 ? (
        <p>The two have no cell in common.</p>
      ) : (
        <Folded when={cells.length > mostOpen} summary="Estimates, intervals and tests of each cell">
          <TableFrame kind="estimates" name="Metrics compared">
            <table>
              <caption>
                Means over replicates, with {decimal(spec.level * 100, 0)} % bootstrap intervals (BCa,{' '}
                {whole(spec.resamples)} resamples) where there are several replicates. Difference: b minus a.
                Verdicts at α = {spec.alpha}, adjusted for the metrics of a cell.
              </caption>
              <thead>
                <tr>
                  <th scope="col">Metric</th>
                  {[`${capital(names.a)} (a)`, `${capital(names.b)} (b)`, 'Difference', 'Margin'].map(
                    (label) => (
                      <th scope="col" class="number" key={label}>
                        {label}
                      </th>
                    ),
                  )}
                  <th scope="col">Verdict</th>
                </tr>
              </thead>
              {cells.map((cell) => (
                <CellRows cell={cell} common={common} key={`${cell.mirror} ${cell.neighbors}`} />
              ))}
            </table>
          </TableFrame>
        </Folded>
      )}
      <Notes
        notes={[...(common.length === 0 ? [] : [`In every cell: ${common.join(' ')}`]), ...comparison.notes]}
      />
      {cells.length === 0 ? null : (
        <details class="sentences">
          <summary>Each cell in words</summary>
          {cells.map((cell) => (
            <p key={`${cell.mirror} ${cell.neighbors}`}>{cell.sentence}</p>
          ))}
        </details>
      )}
    </section>
  )
}

/** More cells than this are read in the figures first: their numbers are unfolded by whoever wants them. */
const mostOpen = 4

function Folded(props: {
  readonly when: boolean
  readonly summary: string
  readonly children: ComponentChildren
}) {
  if (!props.when) return <>{props.children}</>
  return (
    <details>
      <summary>{props.summary}</summary>
      {props.children}
    </details>
  )
}

function CellRows({ cell, common }: { cell: CellComparison; common: readonly string[] }) {
  const { metrics, rescaled, runs, censored } = cell
  const { trajectory } = metrics
  const own = notesOf(cell).filter((note) => !common.includes(note))
  return (
    <tbody class="group">
      <tr>
        <th scope="rowgroup" colSpan={5}>
          {cellName(cell)}
        </th>
        <td>
          <VerdictMark verdict={cell.verdict} />
        </td>
      </tr>
      <Estimates name="Final number of silos" of={metrics.finalSiloCount} digits={2} runs={runs} />
      <Estimates
        name={`Mean of min(t*, ${cell.horizon})`}
        of={metrics.restrictedMeanConvergence}
        digits={1}
        runs={runs}
      />
      <Estimates
        name={`Effective silos over time (energy distance ${decimal(trajectory.energyDistance, 2)}, between halves of a ${decimal(trajectory.noiseFloor, 2)})`}
        of={trajectory}
        digits={2}
        runs={runs}
      />
      {rescaled === null ? null : (
        <Estimates
          name={`Final number of silos with b on a's clock (t = ${rescaled.horizon})`}
          of={rescaled.metrics.finalSiloCount}
          digits={2}
          runs={runs}
        />
      )}
      {rescaled === null ? null : (
        <Estimates
          name={`Effective silos with b on a's clock (energy distance ${decimal(rescaled.metrics.trajectory.energyDistance, 2)}, between halves of a ${decimal(rescaled.metrics.trajectory.noiseFloor, 2)})`}
          of={rescaled.metrics.trajectory}
          digits={2}
          runs={runs}
        />
      )}
      <ClockRow of={metrics.timeScale} single={runs.a === 1 || runs.b === 1} />
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
        <td colSpan={3} />
      </tr>
      {own.length === 0 ? null : (
        <tr>
          <td colSpan={6}>
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

type Compared = Pick<
  MeanComparison,
  'a' | 'b' | 'difference' | 'margin' | 'verdict' | 'reason' | 'p' | 'adjustedP'
>

interface EstimatesProps {
  readonly name: string
  readonly of: Compared
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
      <td class="number">{of.margin === null ? '–' : `±${decimal(of.margin, digits)}`}</td>
      <VerdictCell of={of} p={of.adjustedP ?? of.p} />
    </tr>
  )
}

/** How many steps of b make one of a. */
function ClockRow({ of, single }: { of: ClockComparison; single: boolean }) {
  return (
    <tr>
      <th scope="row">Steps of b for one of a</th>
      <td />
      <td />
      <EstimateCell of={{ estimate: of.factor, interval: of.interval }} digits={2} single={single} />
      <td class="number">
        {decimal(1 / of.margin, 2)} to {decimal(of.margin, 2)}
      </td>
      <VerdictCell of={of} p={null} />
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

interface Judged {
  readonly verdict: Verdict
  readonly reason: string
}

function VerdictCell({ of, p }: { of: Judged; p: number | null }) {
  return (
    <td>
      <VerdictMark verdict={of.verdict} />
      <span class="reason">
        {p === null ? '' : `${p < 0.001 ? 'p < 0.001' : `p = ${decimal(p, 3)}`}; `}
        {of.reason}
      </span>
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
