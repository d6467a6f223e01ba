import type { StoredRun } from '../../trace/read-run.ts'
import { counted } from '../format.ts'
import { whatIsMissing } from '../missing.ts'
import type { ReportData } from '../report-data.ts'

const shownRuns = 10

/** What is missing of the experiment; nothing where it is whole. */
export function Incomplete({ data }: { data: ReportData }) {
  const missing = whatIsMissing(data)
  if (missing === null) return null
  const incomplete = data.runs.filter(({ complete }) => !complete)
  const more = incomplete.length - shownRuns
  return (
    <aside class="notice" aria-label="Incomplete experiment">
      <strong>Incomplete: {missing}.</strong> What is shown is valid and goes as far as it got
      {incomplete.length > 0 || (data.absent.notBegun ?? 0) > 0
        ? '; the command that began the experiment, given again, goes on from there.'
        : '.'}
      {incomplete.length === 0 ? null : (
        <ul>
          {incomplete.slice(0, shownRuns).map((run) => (
            <li key={run.folder}>{reached(run)}</li>
          ))}
          {more > 0 ? <li>and {counted(more, 'other')}</li> : null}
        </ul>
      )}
    </aside>
  )
}

function reached({ header, steps }: StoredRun): string {
  const far = steps.length === 0 ? 'no step yet' : `to t = ${steps.length - 1} of ${header.design.steps}`
  const why = header.status === 'running' ? 'still running, or interrupted' : header.failure
  return `${header.run}: ${far}${why === undefined ? '' : ` (${why})`}`
}
