import type { Order, Schedule } from '../core/schedule.ts'
import type { AgentSystem, MaybePromise } from './agent.ts'
import { canGoAhead, simulateAhead } from './simulate-ahead.ts'
import { lookAt, type Step, stepOf } from './step.ts'

export type { Step } from './step.ts'

/** What the loop needs to know of a design. */
export interface LoopDesign {
  readonly steps: number
  readonly order: Order
}

/**
 * `in-step`: everyone has come to the next time before anyone goes on from it. `ahead`: agents that have all they
 * need begin with the next time meanwhile, which spares a model that answers several calls at once the wait for the
 * last ones of every time. The steps are the same.
 */
export type Pace = 'in-step' | 'ahead'

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
  pace: Pace = 'in-step',
): AsyncGenerator<Step, void, undefined> {
  if (pace === 'ahead' && canGoAhead(system, design)) {
    yield* simulateAhead(system, design, schedule)
    return
  }
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

/**
 * Maps, at once where results are values, together where they are promises. The agents of a system are of one
 * kind, so the first result tells for all.
 */
function all<T, R>(items: readonly T[], map: (item: T) => MaybePromise<R>): MaybePromise<R[]> {
  const results = items.map(map)
  return results[0] instanceof Promise ? Promise.all(results) : (results as R[])
}
