import { groupBy } from '../../core/group-by.ts'
import type { Cell } from '../cell.ts'
import type { DrawnReport } from '../draw-report.ts'
import { minute, number } from '../format.ts'
import { whatWasRun } from '../sentence.ts'
import { Incomplete } from './incomplete.tsx'
import { MixedRuns } from './mixed-runs.tsx'

/** Title, what was run, what is missing, and the way around the page. */
export function Masthead({ report }: { report: DrawnReport }) {
  const { data, cells } = report
  const comparison = data.comparison === null ? null : <Link to="comparison">Comparison</Link>
  return (
    <header class="wrap masthead">
      <p class="kicker">
        <span>silotwin report</span> <time dateTime={data.generated}>{minute(data.generated)}</time>
      </p>
      <h1>{data.title}</h1>
      <p class="lead">{whatWasRun(report)}</p>
      <MixedRuns runs={data.runs} />
      <Incomplete data={data} />
      <nav aria-label="Sections">
        <ul>
          {data.comparison === null ? null : <Link to="summary">Summary</Link>}
          {cells.length > 1 ? <Link to="overview">All cells</Link> : null}
          {cells.length > 1 ? comparison : null}
          {cells.length === 1 ? <Link to={cells[0].id}>Figures and metrics</Link> : null}
          {cells.length > 1 ? null : comparison}
          <Link to="design">Design</Link>
          <Link to="reading">How to read this page</Link>
          {data.reproduce === null ? null : <Link to="reproduce">How to reproduce it</Link>}
          {cells.length > 1 ? <CellLinks cells={cells} /> : null}
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
