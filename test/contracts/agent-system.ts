import { describe, expect, it } from 'vitest'
import { type Order, scheduleOf } from '../../src/core/schedule.ts'
import type { AgentSystem } from '../../src/sim/agent.ts'
import { type Step, simulate } from '../../src/sim/simulate.ts'

/** The design that every system is tried with. */
export const contractDesign = {
  agents: 6,
  steps: 8,
  mirror: 0.3,
  neighbors: 3,
  memory: 4,
  seed: 11,
  order: 'synchronous' as Order,
  ties: 'random' as const,
}
export type ContractDesign = typeof contractDesign

/** What every system of interacting agents must keep, whichever kind its agents are. */
export function describeAgentSystem(
  name: string,
  make: (design: ContractDesign, replicate: number) => AgentSystem | Promise<AgentSystem>,
): void {
  const run = async (design: ContractDesign, replicate = 0, change = (system: AgentSystem) => system) => {
    const steps: Step[] = []
    const system = change(await make(design, replicate))
    for await (const step of simulate(system, design, scheduleOf(design, replicate))) steps.push(step)
    return steps
  }
  const orders: readonly Order[] = ['synchronous', 'sequential', 'single']

  describe(`${name} as a system of agents`, () => {
    it.each(orders)('gives the same steps from the same design and replicate, in %s order', async (order) => {
      const design = { ...contractDesign, order }
      expect(await run(design)).toEqual(await run(design))
    })

    it('gives other steps in another replicate or from another seed', async () => {
      const steps = await run(contractDesign)
      expect(await run(contractDesign, 1)).not.toEqual(steps)
      expect(await run({ ...contractDesign, seed: 12 })).not.toEqual(steps)
    })

    it('yields t = 0 … T, a silo and a partner an agent, and no partners at T', async () => {
      const steps = await run(contractDesign)
      expect(steps.map((step) => step.t)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
      for (const { t, silos, partners } of steps) {
        expect(silos).toHaveLength(6)
        for (const silo of silos) expect(silo === null || (Number.isInteger(silo) && silo >= 0)).toBe(true)
        if (t === 8) expect(partners).toBeNull()
        else expect(partners?.every((j) => j !== null && j >= 0 && j < 6)).toBe(true)
      }
    })

    it('starts with its agents in different silos', async () => {
      const [first] = await run(contractDesign)
      expect(new Set(first.silos).size).toBe(6)
    })

    it('lets one agent act in single order, and the silos of the others stay', async () => {
      const steps = await run({ ...contractDesign, order: 'single' })
      for (const [t, step] of steps.slice(0, -1).entries()) {
        const actors = [...(step.partners ?? []).entries()].filter(([, partner]) => partner !== null)
        expect(actors).toHaveLength(1)
        const [actor] = actors[0]
        const others = (silos: Step['silos']) => silos.filter((_, i) => i !== actor)
        expect(others(steps[t + 1].silos)).toEqual(others(step.silos))
      }
    })

    it('works when everyone mirrors', async () => {
      const steps = await run({ ...contractDesign, mirror: 1 })
      for (const { t, partners } of steps) if (t < 8) expect(partners).toEqual([0, 1, 2, 3, 4, 5])
    })

    it('is not asked for distances at k = n - 1', async () => {
      const blind = (system: AgentSystem): AgentSystem => ({
        agents: system.agents,
        distancesFrom() {
          throw new Error('asked for distances')
        },
      })
      await expect(run({ ...contractDesign, neighbors: 5 }, 0, blind)).resolves.toHaveLength(9)
      await expect(run(contractDesign, 0, blind)).rejects.toThrow('asked for distances')
    })

    it('has distances that are finite, symmetric and zero to oneself', async () => {
      const system = await make(contractDesign, 0)
      for (const agent of system.agents) await agent.express(0)
      const rows = system.agents.map((_, i) => Array.from(system.distancesFrom(i)))
      for (const [i, row] of rows.entries()) {
        expect(row[i]).toBe(0)
        for (const [j, distance] of row.entries()) {
          expect(Number.isFinite(distance) && distance >= 0).toBe(true)
          expect(distance).toBeCloseTo(rows[j][i], 12)
        }
      }
    })

    it('does not change an agent that replies', async () => {
      const system = await make(contractDesign, 0)
      const distances = () => system.agents.map((_, i) => Array.from(system.distancesFrom(i)))
      const silos = await Promise.all(system.agents.map((agent) => agent.express(0)))
      const before = distances()
      for (const [asker, agent] of system.agents.entries()) {
        const partner = system.agents[(asker + 1) % 6]
        await partner.reply(await agent.ask(0), 0, asker)
        await agent.reply(await agent.ask(0), 0, asker)
      }
      expect(distances()).toEqual(before)
      const again = await Promise.all(system.agents.map((agent) => agent.express(0)))
      expect(again.map(({ silo }) => silo)).toEqual(silos.map(({ silo }) => silo))
    })
  })
}
