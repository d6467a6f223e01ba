import { counted } from '../format.ts'
import { siloInWords } from '../names.ts'
import type { PageAnswer, PageAnswers } from '../page-data.ts'
import type { LoadedCell, LoadedRun } from './loaded-cell.ts'
import { answerAt, siloSince, systemSentence } from './readings.ts'
import { ownTime } from './state.ts'

/** What is to be read of one system at a time: its silos, and what the followed agent says. */
export function Reading(props: {
  readonly ensemble: LoadedCell['ensembles'][number]
  /** null as long as they are not unpacked, or where there are none. */
  readonly answers: PageAnswers | null
  readonly time: number
  readonly agent: number | null
}) {
  const { ensemble, answers, time, agent } = props
  const { series, shown, pace } = ensemble
  const t = shown === null ? null : ownTime(shown, pace, time)
  return (
    <div class="system">
      <h4>
        {series.label}
        {t === null ? '' : ` at t = ${t}`}
      </h4>
      {shown === null || t === null ? (
        <p class="muted">Nothing recorded at this time.</p>
      ) : (
        <>
          <p>{systemSentence(ensemble, shown, t)}</p>
          {agent === null || agent >= shown.path[t].length ? null : (
            <AgentReading run={shown} agent={agent} t={t} answers={answers} />
          )}
        </>
      )}
    </div>
  )
}

function AgentReading(props: {
  readonly run: LoadedRun
  readonly agent: number
  readonly t: number
  readonly answers: PageAnswers | null
}) {
  const { run, agent, t, answers } = props
  const silo = run.path[t][agent]
  const since = siloSince(run, agent, t)
  return (
    <>
      <p>
        <strong>Agent {agent}</strong>:{' '}
        <span class="chip">
          <span
            class="swatch"
            style={`background:${silo === null ? 'var(--none)' : `var(--silo-${silo})`}`}
          />
          {siloInWords(run.metrics.system, silo)}
        </span>{' '}
        since t = {since}
      </p>
      {run.answers.kind === 'left-out' ? (
        <p class="muted">This page has no room for the answers of this replicate; they are in its trace.</p>
      ) : null}
      {answers === null ? null : <Answer answer={answerAt(answers, agent, t)} />}
    </>
  )
}

function Answer({ answer }: { answer: PageAnswer | null }) {
  if (answer === null) return <p class="muted">No answer is recorded.</p>
  const { text, omitted, fault, attempts } = answer
  const remarks = [...(fault === null ? [] : [fault]), ...(attempts > 1 ? [`asked ${attempts} times`] : [])]
  return (
    <blockquote>
      <p class="answer" dir="auto">
        {text}
        {omitted > 0 ? '…' : ''}
      </p>
      {remarks.length === 0 ? null : <span class="fault">{remarks.join(', ')}</span>}
      {omitted > 0 ? <span class="muted"> {counted(omitted, 'more character')}</span> : null}
    </blockquote>
  )
}
