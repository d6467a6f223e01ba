import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { scheduleOf } from '../../src/core/schedule.ts'
import type { Agent, AgentSystem } from '../../src/sim/agent.ts'
import { type Pace, type Step, simulate } from '../../src/sim/simulate.ts'

const agents = 12
const design = {
  agents,
  steps: 15,
  mirror: 0.25,
  neighbors: 11,
  ties: 'random',
  seed: 7,
  order: 'synchronous',
} as const

/** Agents that take their time and tell every moment of their lives, so that a wrong order cannot go unnoticed. */
function slowSystem(log: number[], delay: Delay): AgentSystem {
  const histories = Array.from({ length: agents }, (_, i) => `${i}`)
  const shown = [...histories]
  const agent = (i: number): Agent<string, string> => ({
    async express(t) {
      await pause(delay(t, i))
      log.push(t)
      shown[i] = histories[i]
      return { silo: histories[i].length % 5, record: `${t}:${histories[i]}` }
    },
    ask: () => shown[i],
    async reply(query, t, asker) {
      const state = `${shown[i]}|${histories[i]}`
      await pause(delay(t, asker + 1))
      expect(`${shown[i]}|${histories[i]}`).toBe(state)
      return hash(`${state}<${query}@${t}`)
    },
    learn(message) {
      histories[i] = hash(histories[i] + message)
    },
  })
  const all = histories.map((_, i) => agent(i))
  return {
    agents: all,
    distancesFrom: (i) =>
      shown.map((other) => Math.abs(Number.parseInt(other, 36) - Number.parseInt(shown[i], 36))),
    messageRecord: (message) => message,
  }
}

function hash(text: string): string {
  let sum = 7
  for (const letter of text) sum = (Math.imul(sum, 31) + letter.charCodeAt(0)) >>> 0
  return sum.toString(36)
}

type Delay = (t: number, i: number) => number

/** Everyone takes a while that is different each time. */
const uneven =
  (jitter: number): Delay =>
  (t, i) =>
    ((t * 7 + i * 13) * jitter) % 6

/** One agent takes so long that all who need not wait for it are done before, on a busy machine as well. */
const oneIsSlow: Delay = (_, i) => (i === 0 ? 60 : 0)

async function steps(pace: Pace, neighbors: number, delay: Delay, log: number[] = []): Promise<Step[]> {
  const all: Step[] = []
  const own = { ...design, neighbors }
  const system = slowSystem(log, delay)
  for await (const step of simulate(system, own, scheduleOf(own, 2), pace)) all.push(step)
  return all
}

describe('a loop whose agents go ahead', () => {
  it.each([11, 4])('makes the same steps, with %i neighbors', async (neighbors) => {
    const inStep = await steps('in-step', neighbors, uneven(1))
    expect(inStep).toHaveLength(16)
    for (const jitter of [1, 3, 5]) expect(await steps('ahead', neighbors, uneven(jitter))).toEqual(inStep)
  })

  it('goes ahead by one time and no more, where no distance is needed', async () => {
    const log: number[] = []
    await steps('ahead', 11, oneIsSlow, log)
    const leads = log.map((t, place) => t - Math.min(...log.slice(place)))
    expect(Math.max(...leads)).toBe(1)
    expect(leads.filter((lead) => lead === 1).length).toBeGreaterThan(15)
  })

  it('waits for everyone where a distance has a say', async () => {
    const log: number[] = []
    await steps('ahead', 4, oneIsSlow, log)
    expect(log).toEqual(log.toSorted((a, b) => a - b))
  })

  it('can be left at any step, and fails where it is to go on', async () => {
    /** Fails at t = 3. */
    const broken = (): AgentSystem => {
      const whole = slowSystem([], () => 1)
      const failing = whole.agents.map((agent, i) => ({
        ...agent,
        express: async (t: number) => {
          if (t === 3 && i === 5) throw new Error('the server went away')
          return agent.express(t)
        },
      }))
      return { ...whole, agents: failing }
    }
    let found = 0
    const run = async () => {
      for await (const { t } of simulate(broken(), design, scheduleOf(design, 2), 'ahead')) found = t
    }
    await expect(run()).rejects.toThrow('the server went away')
    expect(found).toBe(2)
    for await (const { t } of simulate(broken(), design, scheduleOf(design, 2), 'ahead')) if (t === 2) break
    await pause(20)
  })
})
