import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ScheduleDesign, scheduleOf } from '../../src/core/schedule.ts'

const design = fc.integer({ min: 2, max: 20 }).chain((agents) =>
  fc.record<ScheduleDesign>({
    agents: fc.constant(agents),
    mirror: fc.double({ min: 0, max: 1, noNaN: true }),
    neighbors: fc.integer({ min: 1, max: agents - 1 }),
    ties: fc.constantFrom('random', 'index'),
    seed: fc.nat(),
  }),
)
const replicate = fc.nat({ max: 50 })

/** Partners over a few steps, in a world where agents stand on a line. */
function partners(one: ScheduleDesign, number: number, steps = 5): number[][] {
  const schedule = scheduleOf(one, number)
  const agents = Array.from({ length: one.agents }, (_, i) => i)
  return Array.from({ length: steps }, () => {
    const step = schedule.next('synchronous')
    return agents.map((i) => step.partner(i, () => agents.map((j) => Math.abs(i - j))))
  })
}

describe('a schedule', () => {
  it('is a function of seed and replicate', () => {
    fc.assert(
      fc.property(design, replicate, (one, number) => {
        expect(partners(one, number)).toEqual(partners(one, number))
      }),
    )
  })

  it('gives no two replicates the same decisions', () => {
    const one: ScheduleDesign = { agents: 30, mirror: 0.5, neighbors: 29, ties: 'random', seed: 1 }
    const seen = new Set(Array.from({ length: 40 }, (_, number) => JSON.stringify(partners(one, number))))
    expect(seen.size).toBe(40)
  })

  it('keeps the coins of an agent, whatever k is', () => {
    fc.assert(
      fc.property(design, replicate, (one, number) => {
        const mirrors = (neighbors: number) =>
          partners({ ...one, neighbors }, number).map((step) => step.map((partner, i) => partner === i))
        expect(mirrors(1)).toEqual(mirrors(one.agents - 1))
      }),
    )
  })

  it('pairs everyone with itself at mirror 1, and no one at mirror 0', () => {
    fc.assert(
      fc.property(design, replicate, (one, number) => {
        const alone = partners({ ...one, mirror: 1 }, number)
        const social = partners({ ...one, mirror: 0 }, number)
        expect(alone.every((step) => step.every((partner, i) => partner === i))).toBe(true)
        expect(social.every((step) => step.every((partner, i) => partner !== i))).toBe(true)
      }),
    )
  })

  it('does not shift when fewer agents act', () => {
    const one: ScheduleDesign = { agents: 8, mirror: 0.3, neighbors: 7, ties: 'random', seed: 5 }
    const whole = partners(one, 0)
    const schedule = scheduleOf(one, 0)
    for (const expected of whole) {
      const step = schedule.next('single')
      const [actor] = step.actors
      expect(step.actors).toHaveLength(1)
      expect(step.partner(actor, () => [])).toBe(expected[actor])
    }
  })

  it('lets every agent act once in a random order when they act in turn', () => {
    const schedule = scheduleOf({ agents: 12, mirror: 0, neighbors: 11, ties: 'random', seed: 2 }, 0)
    const first = schedule.next('sequential').actors
    const second = schedule.next('sequential').actors
    expect([...first].sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, i) => i))
    expect(first).not.toEqual(second)
  })
})
