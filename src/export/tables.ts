import type { RunMetrics } from '../metrics/run-metrics.ts'
import type { StoredRun } from '../trace/read-run.ts'
import { type AnswerRecord, textOf } from '../trace/record.ts'
import type { Column, Table } from './table.ts'

/** One row a run: its place in the design and its metrics at the end. */
export function runTable(runs: Iterable<RunMetrics>): Table<RunMetrics> {
  return { name: 'runs', columns: runColumns, items: runs }
}

const runColumns: readonly Column<RunMetrics>[] = [
  { name: 'run', type: 'text', of: ({ run }) => run },
  { name: 'system', type: 'text', of: ({ system }) => system },
  { name: 'mirror', type: 'real', of: ({ mirror }) => mirror },
  { name: 'neighbors', type: 'integer', of: ({ neighbors }) => neighbors },
  { name: 'agents', type: 'integer', of: ({ agents }) => agents },
  { name: 'steps', type: 'integer', of: ({ steps }) => steps },
  { name: 'memory', type: 'integer', of: ({ memory }) => memory },
  { name: 'replicate', type: 'integer', of: ({ replicate }) => replicate },
  { name: 'seed', type: 'integer', of: ({ seed }) => seed },
  { name: 'complete', type: 'boolean', of: ({ complete }) => complete },
  { name: 'mixed', type: 'boolean', of: ({ mixed }) => mixed },
  { name: 'silos', type: 'integer', of: ({ siloCount }) => siloCount.at(-1) ?? null },
  { name: 'effective_silos', type: 'real', of: ({ effectiveSilos }) => effectiveSilos.at(-1) ?? null },
  { name: 'converged', type: 'boolean', of: ({ convergence }) => 'at' in convergence },
  {
    name: 'convergence_or_censoring_time',
    type: 'integer',
    of: ({ convergence }) => ('at' in convergence ? convergence.at : convergence.notBy),
  },
  { name: 'last_change', type: 'integer', of: ({ lastChange }) => lastChange },
  { name: 'pattern', type: 'text', of: ({ pattern }) => pattern },
  { name: 'faults', type: 'integer', of: ({ faults }) => faults },
  { name: 'answers', type: 'integer', of: ({ answers }) => answers?.answers ?? null },
  { name: 'empty', type: 'integer', of: ({ answers }) => answers?.faults.empty ?? null },
  { name: 'off_format', type: 'integer', of: ({ answers }) => answers?.faults['off-format'] ?? null },
  { name: 'truncated', type: 'integer', of: ({ answers }) => answers?.faults.truncated ?? null },
  { name: 'refused', type: 'integer', of: ({ answers }) => answers?.faults.refused ?? null },
  { name: 'asked_again', type: 'integer', of: ({ answers }) => answers?.askedAgain ?? null },
  { name: 'seconds', type: 'real', of: ({ cost }) => cost.seconds },
  { name: 'calls', type: 'integer', of: ({ cost }) => cost.calls },
  { name: 'prompt_tokens', type: 'integer', of: ({ cost }) => cost.promptTokens },
  { name: 'answer_tokens', type: 'integer', of: ({ cost }) => cost.answerTokens },
  { name: 'tokens_per_second', type: 'real', of: ({ cost }) => cost.tokensPerSecond },
  { name: 'backend_seconds', type: 'real', of: ({ cost }) => cost.backendSeconds },
  { name: 'waiting_seconds', type: 'real', of: ({ cost }) => cost.waitingSeconds },
]

/** What one agent did at one time of a run. */
interface AgentStep {
  readonly run: string
  readonly t: number
  readonly agent: number
  readonly silo: number | null
  /** Itself: it mirrored. */
  readonly partner: number | null
  readonly answer: AnswerRecord | null
}

/** One row a run, time and agent: its silo, its partner and what it said. */
export function stepTable(runs: Iterable<StoredRun>): Table<AgentStep> {
  return { name: 'steps', columns: stepColumns, items: { [Symbol.iterator]: () => agentSteps(runs) } }
}

const stepColumns: readonly Column<AgentStep>[] = [
  { name: 'run', type: 'text', of: ({ run }) => run },
  { name: 't', type: 'integer', of: ({ t }) => t },
  { name: 'agent', type: 'integer', of: ({ agent }) => agent },
  { name: 'silo', type: 'integer', of: ({ silo }) => silo },
  { name: 'partner', type: 'integer', of: ({ partner }) => partner },
  { name: 'fault', type: 'text', of: ({ answer }) => answer?.fault ?? null },
  { name: 'attempts', type: 'integer', of: ({ answer }) => answer?.attempts.length ?? null },
  { name: 'text', type: 'text', of: ({ answer }) => (answer === null ? null : textOf(answer)) },
]

function* agentSteps(runs: Iterable<StoredRun>): Generator<AgentStep> {
  for (const { header, steps } of runs) {
    for (const { t, silos, partners, answers } of steps) {
      for (const [agent, silo] of silos.entries()) {
        const partner = partners?.[agent] ?? null
        yield { run: header.run, t, agent, silo, partner, answer: answers?.[agent] ?? null }
      }
    }
  }
}
