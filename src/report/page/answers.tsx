import type { ReportEnsemble } from '../cells.ts'
import { cellName, counted } from '../format.ts'
import { siloName } from '../names.ts'
import { type Sample, type SampleAnswer, sampleAnswers } from '../sample-answers.ts'
import type { SiloColors } from '../silo-colors.ts'
import { TableFrame } from './table-frame.tsx'

/** Some of the answers of the run that is drawn at first; nothing where it keeps none. */
export function Answers({ ensemble, colors }: { ensemble: ReportEnsemble; colors: SiloColors }) {
  const { shown } = ensemble
  const sample = shown === null ? null : sampleAnswers(shown.run)
  if (shown === null || sample === null) return null
  const { metrics } = shown
  return (
    <>
      <h3>Some of the answers</h3>
      <TableFrame kind="answers" name={`Answers of ${ensemble.series.label}, ${cellName(metrics)}`}>
        <table>
          <caption>
            {ensemble.series.label}, replicate {metrics.replicate}: what{' '}
            {counted(sample.agents.length, 'agent')} of {metrics.agents} said at the first, middle and last
            time, and the flower that was read from it.
          </caption>
          <thead>
            <tr>
              <th scope="col">Time</th>
              {sample.agents.map((agent) => (
                <th scope="col" key={agent}>
                  Agent {agent}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sample.times.map((time) => (
              <TimeRow key={time.t} time={time} system={metrics.system} colors={colors} />
            ))}
          </tbody>
        </table>
      </TableFrame>
    </>
  )
}

function TimeRow(props: { time: Sample['times'][number]; system: string; colors: SiloColors }) {
  const { time, system, colors } = props
  return (
    <tr>
      <th scope="row">t = {time.t}</th>
      {time.answers.map((answer, place) => (
        <td key={place}>
          <span class="chip">
            <span class="swatch" style={`background:${colors.of(answer.silo)}`} />
            {siloName(system, answer.silo)}
          </span>
          <Fault answer={answer} />
          <p class="answer" dir="auto">
            {answer.text}
            {answer.omitted > 0 ? '…' : ''}
          </p>
          {answer.omitted > 0 ? <span class="muted">{counted(answer.omitted, 'more character')}</span> : null}
        </td>
      ))}
    </tr>
  )
}

function Fault({ answer: { fault, attempts } }: { answer: SampleAnswer }) {
  const remarks = [...(fault === null ? [] : [fault]), ...(attempts > 1 ? [`asked ${attempts} times`] : [])]
  return remarks.length === 0 ? null : <span class="fault"> {remarks.join(', ')}</span>
}
