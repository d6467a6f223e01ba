/** A value, or the promise of one: a mixture answers at once, a language model later. */
export type MaybePromise<T> = T | Promise<T>

/** What an agent shows of itself at one time. */
export interface Expression<Record = unknown> {
  /** The silo that it is in; null where the answer names none. */
  readonly silo: number | null
  /** What the trace keeps of it beyond the silo. */
  readonly record?: Record
}

/**
 * One agent of either kind. A step of agent i with partner j (possibly itself) at time t is
 * `i.learn(j.reply(i.ask(t), …))`; only `learn` changes an agent, and only the one that learns.
 */
export interface Agent<Query, Message> {
  /** What the agent shows at time t, from its state at t. */
  express(t: number): MaybePromise<Expression>
  /** What it puts to its partner. */
  ask(t: number): MaybePromise<Query>
  /** What it sends to the asker (an agent's index). Reads its state and changes nothing. */
  reply(query: Query, t: number, asker: number): MaybePromise<Message>
  /** Takes a message in. */
  learn(message: Message, t: number): MaybePromise<void>
}

/** A population of interacting agents, and how far apart they are in what they express. */
export interface AgentSystem<Query = unknown, Message = unknown> {
  readonly agents: readonly Agent<Query, Message>[]
  /**
   * Squared distance from agent i's latest expression to every agent's. The array may be reused by the
   * next call.
   */
  distancesFrom(i: number): ArrayLike<number>
  /**
   * The silos of all agents, read together from what they express now; absent where each agent's own
   * expression says its silo.
   */
  silos?(): readonly (number | null)[]
  /** The level of polarization at present, null for none; absent for systems that have no such thing. */
  level?(): number | null
  /** What the trace keeps of a message; absent where messages leave no record of their own. */
  messageRecord?(message: Message): unknown
}
