import type { Schedule } from '../core/schedule.ts'
import type { AgentSystem, Expression } from './agent.ts'
import type { LoopDesign } from './simulate.ts'
import { lookAt, type Step, stepOf } from './step.ts'

/**
 * Whether agents may be at two times at once: where all act together and nothing is read from the system as a whole.
 */
export function canGoAhead(system: AgentSystem, { order }: LoopDesign): boolean {
  return order === 'synchronous' && system.silos === undefined && system.level === undefined
}

/**
 * The synchronous loop in which an agent begins with the next time as soon as its own part in this one is over: it
 * has heard its message, and all who listen to it have theirs. Where partners depend on distances, everyone must
 * have expressed itself first. Nobody is more than one time ahead.
 */
export async function* simulateAhead(
  system: AgentSystem,
  { steps }: LoopDesign,
  schedule: Schedule,
): AsyncGenerator<Step, void, undefined> {
  const { agents } = system
  let expressing = agents.map((agent) => started(async () => agent.express(0)))
  for (let t = 0; t < steps; t++) {
    const partners = await partnersOf(system, schedule, expressing)
    const { messages, next } = exchange(system, partners, expressing, t)
    const expressions = await Promise.all(expressing)
    const heard = await Promise.all(messages)
    yield stepOf(t, { expressions, seen: lookAt(system, expressions) }, partners, heard, system)
    expressing = next
  }
  const expressions = await Promise.all(expressing)
  yield stepOf(steps, { expressions, seen: lookAt(system, expressions) }, null, [], system)
}

async function partnersOf(
  system: AgentSystem,
  schedule: Schedule,
  expressing: readonly Promise<Expression>[],
): Promise<readonly number[]> {
  const { partner, partnerUnseen } = schedule.next('synchronous')
  const unseen = expressing.map((_, i) => partnerUnseen(i))
  if (unseen.some((known) => known === null)) await Promise.all(expressing)
  return unseen.map((known, i) => known ?? partner(i, () => system.distancesFrom(i)))
}

/** Starts what everyone has to do between t and t + 1, each as soon as what it needs is there. */
function exchange(
  { agents }: AgentSystem,
  partners: readonly number[],
  expressing: readonly Promise<Expression>[],
  t: number,
): { readonly messages: readonly Promise<unknown>[]; readonly next: Promise<Expression>[] } {
  const messages = partners.map((partner, i) =>
    started(async () => {
      await Promise.all([expressing[i], expressing[partner]])
      return agents[partner].reply(await agents[i].ask(t), t, i)
    }),
  )
  const askers = agents.map((_, j) => messages.filter((_, i) => partners[i] === j))
  const next = agents.map((agent, i) =>
    started(async () => {
      const message = await messages[i]
      await Promise.all(askers[i])
      await agent.learn(message, t)
      return agent.express(t + 1)
    }),
  )
  return { messages, next }
}

/** Starts something whose failure is met where it is awaited, even if that is later, or never where a run stops. */
function started<T>(action: () => Promise<T>): Promise<T> {
  const promise = action()
  promise.catch(() => undefined)
  return promise
}
