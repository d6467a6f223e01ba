import type { AgentSystem, Expression } from './agent.ts'

/** One time of a run: what everyone expressed, and to whom everyone listened on the way to the next time. */
export interface Step {
  readonly t: number
  readonly silos: readonly (number | null)[]
  /** Level of polarization, null for none; absent for systems that have no such thing. */
  readonly level?: number | null
  /** Partner of each agent (itself: it mirrored; null: it did not act); null at the last time. */
  readonly partners: readonly (number | null)[] | null
  /**
   * What each agent's expression left for the record (null: it did not express itself anew at this time);
   * absent for systems that leave nothing.
   */
  readonly answers?: readonly unknown[]
  /** What each message left for the record, by asker; null where there was none. */
  readonly replies?: readonly unknown[]
}

/** What is seen of a system at one time. */
export type Seen = Pick<Step, 'silos' | 'level'>

/** What everyone expressed at one time, and what is seen of it. */
export interface Shown {
  readonly expressions: readonly Expression[]
  readonly seen: Seen
}

/**
 * Puts a step together.
 *
 * @param messages what each agent heard, by agent
 */
export function stepOf(
  t: number,
  { expressions, seen }: Shown,
  partners: readonly (number | null)[] | null,
  messages: readonly unknown[],
  system: AgentSystem,
): Step {
  const answers = expressions.map((expression) => expression.record ?? null)
  const keep = system.messageRecord?.bind(system)
  const replies = (partners ?? []).map((partner, i) =>
    partner === null ? null : (keep?.(messages[i]) ?? null),
  )
  return {
    t,
    ...seen,
    partners,
    ...(answers.some((answer) => answer !== null) && { answers }),
    ...(replies.some((reply) => reply !== null) && { replies }),
  }
}

/** What is seen of a system at one time: silos read together where it does so, else as each agent says. */
export function lookAt(system: AgentSystem, expressions: readonly Expression[]): Seen {
  const silos = system.silos?.() ?? expressions.map((expression) => expression.silo)
  return system.level === undefined ? { silos } : { silos, level: system.level() }
}
