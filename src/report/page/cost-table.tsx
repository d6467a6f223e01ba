import { inSeconds } from '../../core/wording.ts'
import type { RunMetrics } from '../../metrics/run-metrics.ts'
import { decimal, whole } from '../format.ts'
import type { ReportView } from '../view.ts'
import { TableFrame } from './table-frame.tsx'

/** What a run of each system took and how its answers were; nothing where no run tells. */
export function CostTable({ view: { series, cells } }: { view: ReportView }) {
  const rows = series.map((one) => {
    const ensembles = cells.flatMap((cell) => cell.ensembles.filter(({ series: of }) => of.key === one.key))
    const runs = ensembles.flatMap((ensemble) => ensemble.runs.map(({ metrics }) => metrics))
    return { key: one.key, label: one.label, runs: runs.filter(({ complete }) => complete) }
  })
  const told = rows.filter(({ runs }) =>
    runs.some(({ cost }) => cost.seconds !== null || cost.calls !== null),
  )
  if (told.length === 0) return null
  return (
    <TableFrame kind="cost" name="Cost of a run">
      <table>
        <caption>
          Cost of a run: means over the complete runs of a system. Waiting: of the backend's time, what calls
          waited for their turn. A dash: there is none, or it is not known.
        </caption>
        <thead>
          <tr>
            <th scope="col">System</th>
            {titles.map((title) => (
              <th scope="col" class="number" key={title}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {told.map(({ key, label, runs }) => (
            <tr key={key}>
              <th scope="row">{label}</th>
              {columns.map(({ title, of }) => (
                <td class="number" key={title}>
                  {of(runs)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  )
}

interface Column {
  readonly title: string
  readonly of: (runs: readonly RunMetrics[]) => string
}

const columns: readonly Column[] = [
  { title: 'Took', of: (runs) => seconds(meanOf(runs, ({ cost }) => cost.seconds)) },
  { title: 'Calls', of: (runs) => count(meanOf(runs, ({ cost }) => cost.calls)) },
  { title: 'Tokens read', of: (runs) => count(meanOf(runs, ({ cost }) => cost.promptTokens)) },
  { title: 'Tokens written', of: (runs) => count(meanOf(runs, ({ cost }) => cost.answerTokens)) },
  {
    title: 'Tokens/s',
    of: (runs) =>
      decimal(
        meanOf(runs, ({ cost }) => cost.tokensPerSecond),
        1,
      ),
  },
  { title: 'Backend', of: (runs) => seconds(meanOf(runs, ({ cost }) => cost.backendSeconds)) },
  { title: 'Waiting', of: (runs) => seconds(meanOf(runs, ({ cost }) => cost.waitingSeconds)) },
  { title: 'Faulty answers', of: (runs) => share(meanOf(runs, ({ answers }) => answers?.faultRate ?? null)) },
  {
    title: 'Asked again',
    of: (runs) => share(meanOf(runs, ({ answers }) => answers?.askedAgainRate ?? null)),
  },
]

const titles = columns.map(({ title }) => title)

/** Null where one of the runs does not tell. */
function meanOf(runs: readonly RunMetrics[], of: (run: RunMetrics) => number | null): number | null {
  const values = runs.map(of)
  const known = values.filter((value) => value !== null)
  if (known.length < values.length || known.length === 0) return null
  return known.reduce((sum, value) => sum + value, 0) / known.length
}

const seconds = (value: number | null) => (value === null ? '–' : inSeconds(value))
const count = (value: number | null) => whole(value === null ? null : Math.round(value))
const share = (value: number | null) => (value === null ? '–' : `${decimal(100 * value, 1)} %`)
