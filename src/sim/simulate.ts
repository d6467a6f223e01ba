import type { Order, Schedule } from '../core/schedule.ts'
import type { AgentSystem, Expression, MaybePromise } from './agent.ts'

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

/** What the loop needs to know of a design. */
export interface LoopDesign {
  readonly steps: number
  readonly order: Order
}

/**
 * The loop that all systems share: express, then distances and partners, then exchange; for t = 0 … T,
 * with no exchange after T.
 *
 * In synchronous order everyone listens to what the others were at t and all change together. Otherwise
 * the agents act one after the other and a changed agent is seen at once in its new state.
 */
export async function* simulate(
  system: AgentSystem,
  design: LoopDesign,
  schedule: Schedule,
): AsyncGenerator<Step, void, undefined> {
  const { agents } = system
  let expressions = await all(agents, (agent) => agent.express(0))
  let seen = lookAt(system, expressions)
  for (let t = 0; t < design.steps; t++) {
    const shown = { expressions, seen }
    const { actors, partner } = schedule.next(design.order)
    const partners: (number | null)[] = agents.map(() => null)
    const messages: unknown[] = []
    const exchange = (i: number): MaybePromise<unknown> => {
      const partner = agents[partners[i] ?? i]
      const query = agents[i].ask(t)
      if (query instanceof Promise) return query.then((asked) => partner.reply(asked, t, i))
      return partner.reply(query, t, i)
    }
    if (design.order === 'synchronous') {
      for (const i of actors) partners[i] = partner(i, () => system.distancesFrom(i))
      const heard = await all(actors, exchange)
      for (const i of actors) messages[i] = heard[i]
      await all(actors, (i) => agents[i].learn(messages[i], t))
      yield stepOf(t, shown, partners, messages, system)
      expressions = await all(agents, (agent) => agent.express(t + 1))
    } else {
      expressions = shown.expressions.map(({ silo }) => ({ silo }))
      for (const i of actors) {
        partners[i] = partner(i, () => system.distancesFrom(i))
        messages[i] = await exchange(i)
        await agents[i].learn(messages[i], t)
        expressions[i] = await agents[i].express(t + 1)
      }
      yield stepOf(t, shown, partners, messages, system)
    }
    seen = lookAt(system, expressions)
  }
  yield stepOf(design.steps, { expressions, seen }, null, [], system)
}

function stepOf(
  t: number,
  { expressions, seen }: { readonly expressions: readonly Expression[]; readonly seen: Seen },
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

type Seen = Pick<Step, 'silos' | 'level'>

/** What is seen of a system at one time: silos read together where it does so, else as each agent says. */
function lookAt(system: AgentSystem, expressions: readonly Expression[]): Seen {
  const silos = system.silos?.() ?? expressions.map((expression) => expression.silo)
  return system.level === undefined ? { silos } : { silos, level: system.level() }
}

/**
 * Maps, at once where results are values, together where they are promises. The agents of a system are of one
 * kind, so the first result tells for all.
 */
function all<T, R>(items: readonly T[], map: (item: T) => MaybePromise<R>): MaybePromise<R[]> {
  const results = items.map(map)
  return results[0] instanceof Promise ? Promise.all(results) : (results as R[])
}
