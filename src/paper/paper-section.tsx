import { FigureBody } from '../report/page/figure-view.tsx'
import { TableFrame } from '../report/page/table-frame.tsx'
import type { Check } from './check.ts'
import { drawingId } from './drawing.ts'
import { MetMark } from './met-mark.tsx'
import type { MadeFigure, PaperDrawing, PaperFigure } from './paper-figure.ts'
import { metOf, verdictSentence } from './verdict-line.ts'

/** A figure of the paper, made. */
export interface PaperSection {
  readonly figure: PaperFigure
  readonly made: MadeFigure
}

/** No line breaks within. */
const equation = / = /g

/** A figure with its verdict, its drawings, what differs from the paper, and every check. */
export function PaperSectionView({ section: { figure, made } }: { section: PaperSection }) {
  const { id, label, title, setting } = figure
  const { drawings, tables, checks, notes } = made
  const met = metOf(checks)
  return (
    <section aria-labelledby={id}>
      <h2 id={id} tabIndex={-1}>
        {label}. {title}
      </h2>
      <p>{setting.replaceAll(equation, '\u00a0=\u00a0')}</p>
      <p class="verdict-line">
        <MetMark met={met} />
        {verdictSentence(checks).slice(
          met === 'no published numbers' ? 'nothing to check'.length : met.length,
        )}
      </p>
      {drawings.map((drawing) => (
        <Drawing key={drawing.part} figure={id} drawing={drawing} />
      ))}
      {notes.length === 0 ? null : (
        <ul class="notes">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      {tables.size === 0 ? null : (
        <p class="files">
          More data:{' '}
          {[...tables.keys()].map((part) => (
            <a key={part} href={`${drawingId(id, part)}.csv`}>
              {drawingId(id, part)}.csv
            </a>
          ))}
        </p>
      )}
      {checks.length === 0 ? null : <Checks id={id} checks={checks} />}
    </section>
  )
}

function Drawing({ figure, drawing: { part, drawn } }: { figure: string; drawing: PaperDrawing }) {
  const id = drawingId(figure, part)
  return (
    <div class="paper" id={id === figure ? `${id}-drawing` : id}>
      <h3 id={`${id}-title`}>{drawn.title}</h3>
      <FigureBody figure={drawn} labelledBy={`${id}-title`} />
      <p class="files">
        <a href={`${id}.svg`}>{id}.svg</a>, <a href={`${id}.csv`}>{id}.csv</a>
      </p>
    </div>
  )
}

/** More rows than this are shown on demand. */
const mostOpen = 12

function Checks({ id, checks }: { id: string; checks: readonly Check[] }) {
  return (
    <details open={checks.length <= mostOpen}>
      <summary>Known values and ours</summary>
      <TableFrame kind="" name={`Known values of ${id}`}>
        <table>
          <thead>
            <tr>
              <th scope="col">Value</th>
              <th scope="col" class="number">
                Known
              </th>
              <th scope="col" class="number">
                Here
              </th>
              <th scope="col">Met</th>
              <th scope="col">By</th>
            </tr>
          </thead>
          <tbody>
            {checks.map(({ what, published, ours, met, rule }) => (
              <tr key={what}>
                <th scope="row">{what}</th>
                <td class="number">{published}</td>
                <td class="number">{ours}</td>
                <td>
                  <MetMark met={met === null ? 'undecided' : met ? 'met' : 'not met'} />
                </td>
                <td class="muted">{rule}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
    </details>
  )
}
