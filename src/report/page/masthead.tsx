import { groupBy } from '../../core/group-by.ts'
import type { StoredRun } from '../../trace/read-run.ts'
import type { Cell } from '../cells.ts'
import { counted, minute, number } from '../format.ts'
import type { ReportData } from '../report-data.ts'
import { whatWasRun } from '../sentence.ts'
import type { ReportView } from '../view.ts'
import { MixedRuns } from './mixed-runs.tsx'

/** Title, what was run, what is missing, and the way around the page. */
export function Masthead({ data, view }: { data: ReportData; view: ReportView }) {
  const comparison = data.comparison === null ? null : <Link to="comparison">Comparison</Link>
  return (
    <header class="wrap">
      <h1>{data.title}</h1>
      <p class="lead">{whatWasRun(view)}</p>
      <p class="muted">
        Written by silotwin, <time dateTime={data.generated}>{minute(data.generated)}</time>
      </p>
      <MixedRuns runs={data.runs} />
      <Incomplete incomplete={view.incomplete} of={data.runs.length} />
      <nav aria-label="Sections">
        <ul>
          {view.cells.length > 1 ? comparison : null}

          {view.cells.length === 1 ? <Link to={view.cells[0].id}>Figures and metrics</Link> : null}
          {view.cells.length > 1 ? null : comparison}
          <Link to="design">Design</Link>
          <Link to="reading">How to read this page</Link>
          {data.reproduce === null ? null : <Link to="reproduce">How to reproduce it</Link>}
          {view.cells.length > 1 ? <CellLinks cells={view.cells} /> : null}
        </ul>
      </nav>
    </header>
  )
}

function Link({ to, children }: { to: string; children: string }) {
  return (
    <li>
      <a href={`#${to}`}>{children}</a>
    </li>
  )
}

function CellLinks({ cells }: { cells: readonly Cell[] }) {
  return (
    <>
      {[...groupBy(cells, ({ mirror }) => mirror)].map(([mirror, row]) => (
        <li key={mirror} class="row">
          <span class="label">p = {number(mirror)}</span>
          <ul aria-label={`Cells with p = ${number(mirror)}`}>
            {row.map(({ id, neighbors }) => (
              <Link to={id} key={id}>{`k = ${neighbors}`}</Link>
            ))}
          </ul>
        </li>
      ))}
    </>
  )
}

const shownRuns = 10

function Incomplete({ incomplete, of }: { incomplete: readonly StoredRun[]; of: number }) {
  if (incomplete.length === 0) return null
  const more = incomplete.length - shownRuns
  return (
    <aside class="notice" aria-label="Incomplete runs">
      <strong>
        Incomplete: {incomplete.length} of {counted(of, 'run')}
      </strong>{' '}
      did not come to the end. What is shown of {incomplete.length === 1 ? 'it' : 'them'} is valid and goes as
      far as it got; the same command goes on from there.
      <ul>
        {incomplete.slice(0, shownRuns).map((run) => (
          <li key={run.header.run}>{reached(run)}</li>
        ))}
        {more > 0 ? <li>and {counted(more, 'other')}</li> : null}
      </ul>
    </aside>
  )
}

function reached({ header, steps }: StoredRun): string {
  const far = steps.length === 0 ? 'nothing yet' : `to t = ${steps.length - 1} of ${header.design.steps}`
  return `${header.run}: ${far}${header.failure === undefined ? '' : ` (${header.failure})`}`
}
