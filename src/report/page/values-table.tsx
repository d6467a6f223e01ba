import type { StoredRun } from '../../trace/read-run.ts'
import { flatten, shortDigest } from '../flatten.ts'
import { counted, minute } from '../format.ts'
import type { Series } from '../series.ts'
import { TableFrame } from './table-frame.tsx'

type Pairs = readonly (readonly [string, string])[]

/** A table of names and values, one column for each series; a run that differs adds its value. */
export function ValuesTable(props: {
  readonly caption: string
  readonly series: readonly Series[]
  readonly of: (run: StoredRun) => Pairs
}) {
  const columns = props.series.map(({ runs }) => distinctValues(runs.map(props.of)))
  const names = [...new Set(columns.flatMap((column) => [...column.keys()]))]
  return (
    <TableFrame kind="" name={props.caption}>
      <table class="values">
        <caption>{props.caption}</caption>
        <thead>
          <tr>
            <th scope="col">Name</th>
            {props.series.map(({ key, label }) => (
              <th scope="col" key={key}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {names.map((name) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {columns.map((column, place) => (
                <td key={props.series[place].key}>
                  <Values values={column.get(name) ?? []} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  )
}

/** What a run was asked to be. */
export function designPairs({ header }: StoredRun): Pairs {
  return flatten({ ...header.design, replicate: header.replicate })
}

/** What a run was made with, and when. */
export function provenancePairs({ header }: StoredRun): Pairs {
  const times = { started: header.started, ended: header.ended }
  const known = Object.entries(times).flatMap(([name, time]) =>
    time === null ? [] : [[name, minute(time)] as const],
  )
  return [...flatten(header.provenance), ...known]
}

function distinctValues(runs: readonly Pairs[]): ReadonlyMap<string, ReadonlySet<string>> {
  const values = new Map<string, Set<string>>()
  for (const [name, value] of runs.flat()) {
    const known = values.get(name)
    if (known === undefined) values.set(name, new Set([value]))
    else known.add(value)
  }
  return values
}

const shownValues = 8

function Values({ values }: { values: Iterable<string> }) {
  const all = [...values]
  const more = all.length - shownValues
  return (
    <>
      {all.slice(0, shownValues).map((value, place) => (
        <span key={value}>
          {place > 0 ? ', ' : ''}
          <Value text={value} />
        </span>
      ))}
      {all.length === 0 ? '–' : ''}
      {more > 0 ? ` and ${counted(more, 'other')}` : ''}
    </>
  )
}

function Value({ text }: { text: string }) {
  const short = shortDigest(text)
  if (short === null) return <>{text}</>
  return (
    <abbr title={text}>
      <code>{short}</code>
    </abbr>
  )
}
