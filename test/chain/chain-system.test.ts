import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ChainAgent } from '../../src/chain/chain-agent.ts'
import { type ChainDesign, chainMirror, chainSystem } from '../../src/chain/chain-system.ts'
import { poles } from '../../src/chain/means.ts'
import { PolarState } from '../../src/chain/polar-state.ts'
import { streamAt } from '../../src/core/random.ts'
import { scheduleOf } from '../../src/core/schedule.ts'
import { simulate } from '../../src/sim/simulate.ts'
import { type ContractDesign, describeAgentSystem } from '../contracts/agent-system.ts'

const simplex = (size: number) =>
  Array.from({ length: size }, (_, a) => Array.from({ length: size }, (_, d) => Number(a === d)))

// One pole an agent, since the contract demands that all start in silos of their own; two poles cannot.
describeAgentSystem('chain', ({ agents, memory, seed }: ContractDesign, replicate) =>
  chainSystem(
    { agents, memory, seed, sigma: 0.5, means: simplex(agents), start: { kind: 'polarized', level: 0.3 } },
    replicate,
  ),
)

const design: ChainDesign = { agents: 10, memory: 5, sigma: 0.3, seed: 4, start: { kind: 'random' } }
const chain = (changes: Partial<ChainDesign> = {}, replicate = 0) =>
  chainSystem({ ...design, ...changes }, replicate)

describe('the published chain in the shared loop', () => {
  it('has every pair of agents, an agent with itself included, with probability 1/m²', () => {
    const agents = 5
    const schedule = scheduleOf(
      { agents, mirror: chainMirror(agents), neighbors: agents - 1, ties: 'random', seed: 3 },
      0,
    )
    const steps = 50_000
    const seen = new Float64Array(agents * agents)
    for (let t = 0; t < steps; t++) {
      const { actors, partner } = schedule.next('single')
      const noDistances = () => {
        throw new Error('no distances are needed')
      }
      seen[actors[0] * agents + partner(actors[0], noDistances)]++
    }
    const expected = steps / agents ** 2
    const chiSquare = seen.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
    // The 0.999 quantile of χ² with 24 degrees of freedom.
    expect(chiSquare).toBeLessThan(51.18)
  })

  it('moves weights as g says and replaces the farthest point', async () => {
    const system = chain({ agents: 2, memory: 3, sigma: 1 })
    const [agent] = system.agents
    const before = { memory: agent.memory.map(([x]) => x), weight: agent.weights[0] }
    const x = 0.25
    agent.learn(Float64Array.of(x))
    const gone = before.memory.toSorted((a, b) => Math.abs(b - x) - Math.abs(a - x))[0]
    const memory = before.memory.map((point) => (point === gone ? x : point))
    expect(agent.memory.map(([point]) => point)).toEqual(memory)
    const g = (point: number) => before.weight / (before.weight + (1 - before.weight) * Math.exp(-2 * point))
    expect(agent.weights[0]).toBeCloseTo(memory.reduce((sum, point) => sum + g(point), 0) / 3, 14)
  })

  it('keeps weights finite, within 0 … 1 and of sum 1, and ends polarized from anywhere', async () => {
    const system = chain({ sigma: 0.15 })
    const loop = { steps: 3000, order: 'single' as const }
    const schedule = scheduleOf({ agents: 10, mirror: 0.1, neighbors: 3, ties: 'random', seed: 4 }, 0)
    const levels: (number | null)[] = []
    for await (const { level } of simulate(system, loop, schedule)) {
      levels.push(level ?? null)
      for (const { weights } of system.agents) {
        expect(weights.every((weight) => weight >= 0 && weight <= 1)).toBe(true)
        expect(weights[0] + weights[1]).toBeCloseTo(1, 14)
      }
    }
    expect(levels).toHaveLength(3001)
    expect(levels[0]).toBeNull()
    expect(levels.slice(-200).some((level) => level !== null && level > 50)).toBe(true)
  })

  it('has in its steps the level of their own time', async () => {
    const make = () => chain({ start: { kind: 'polarized', level: 2 } })
    const loop = { steps: 40, order: 'single' as const }
    const schedule = () => scheduleOf({ agents: 10, mirror: 0.1, neighbors: 3, ties: 'random', seed: 4 }, 0)
    const system = make()
    const found: (number | null)[] = []
    for await (const step of simulate(system, loop, schedule())) found.push(step.level ?? null)
    for (const steps of [0, 1, 17, 40]) {
      const shorter = make()
      for await (const step of simulate(shorter, { ...loop, steps }, schedule()))
        expect(step.t).toBeLessThanOrEqual(steps)
      expect(found[steps]).toEqual(shorter.level())
    }
    expect(found[0]).toBeCloseTo(2, 12)
    expect(new Set(found).size).toBeGreaterThan(1)
  })
})

describe('an agent of the chain', () => {
  it('learns as the flat state of the fast simulation does', () => {
    const point = fc.double({ min: -2, max: 2, noNaN: true })
    const memory = fc.array(point, { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(memory, fc.array(point, { maxLength: 30 }), (start, data) => {
        const sigma = 0.2
        const commons = { means: poles, sigma, answers: [] }
        const logWeights = Float64Array.of(-Math.LN2, -Math.LN2)
        const agent = new ChainAgent(
          logWeights,
          start.map((x) => Float64Array.of(x)),
          commons,
        )
        const state = new PolarState(2, start.length, sigma)
        state.setLogOdds(1, 0)
        state.setMemory(1, (h) => start[h])
        for (const x of data) {
          agent.learn(Float64Array.of(x))
          state.learn(1, x)
          const expected = state.logOddsOf(1)
          expect(Math.abs(agent.logOdds - expected)).toBeLessThanOrEqual(
            1e-10 * Math.max(1, Math.abs(expected)),
          )
        }
      }),
    )
  })

  it('sends draws from its own mixture', async () => {
    const system = chain({ agents: 2, start: { kind: 'neutral' }, sigma: 0.1 })
    const drawn = Array.from({ length: 4000 }, () => system.agents[1].reply(null, 0, 0)[0])
    const above = drawn.filter((x) => x > 0)
    expect(Math.abs(above.length / 4000 - 0.5)).toBeLessThan(0.03)
    const mean = above.reduce((sum, x) => sum + x, 0) / above.length
    const spread = Math.sqrt(above.reduce((sum, x) => sum + (x - mean) ** 2, 0) / above.length)
    expect(mean).toBeCloseTo(1, 1)
    expect(spread).toBeCloseTo(0.1, 2)
  })
})

describe('the start', () => {
  it.each([0.05, 0.2, 1, 30])('polarized has its very level, σ = %s', (sigma) => {
    for (const level of [0.5, 1, 7]) {
      const system = chain({
        sigma,
        agents: 40,
        memory: 20,
        start: { kind: 'polarized', level, split: [25, 15] },
      })
      const found = system.level()
      expect((found ?? 0) / level).toBeCloseTo(1, 9)
      expect(system.agents.map((agent) => agent.express().silo)).toEqual([
        ...Array(25).fill(0),
        ...Array(15).fill(1),
      ])
    }
  })

  it('polarized splits evenly unless told otherwise', () => {
    const silos = (size: number) =>
      chain({ agents: 8, means: simplex(size), start: { kind: 'polarized', level: 1 } }).agents.map(
        (agent) => agent.express().silo,
      )
    expect(silos(3)).toEqual([0, 0, 0, 1, 1, 1, 2, 2])
    expect(silos(8)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  })

  it('neutral has equal weights and memories from both poles', () => {
    const { agents, level } = chain({ agents: 50, start: { kind: 'neutral' } })
    for (const agent of agents) expect(agent.logOdds).toBe(0)
    const points = agents.flatMap((agent) => agent.memory.map(([x]) => x))
    expect(Math.abs(points.filter((x) => x > 0).length / 250 - 0.5)).toBeLessThan(0.15)
    expect(level()).toBeNull()
  })

  it('random has uniform weights', () => {
    const weights = chain({ agents: 1000 }).agents.map((agent) => agent.weights[0])
    const sorted = weights.toSorted((a, b) => a - b)
    // Kolmogorov and Smirnov at 1 in 1000: 1.95 / √1000.
    for (const [i, w] of sorted.entries()) expect(Math.abs(w - (i + 0.5) / 1000)).toBeLessThan(0.062)
  })

  it('draws from streams of its own address', () => {
    const stream = streamAt(4, 0, 'weights', 3)
    const [first, second] = [-Math.log1p(-stream.uniform()), -Math.log1p(-stream.uniform())]
    expect(chain().agents[3].weights[0]).toBeCloseTo(first / (first + second), 12)
  })
})

describe('bad input of the chain', () => {
  const cases: readonly (readonly [string, Partial<ChainDesign>])[] = [
    [
      'means',
      {
        means: [
          [1, 0],
          [0, 2],
        ],
      },
    ],
    ['means', { means: [[1, 0], [0]] }],
    ['means', { means: [[0], [0]] }],
    ['means', { means: [[1]] }],
    ['means', { means: [[], []] }],
    ['means', { means: [[Number.NaN], [1]] }],
    ['sigma', { sigma: 0 }],
    ['sigma', { sigma: -0.1 }],
    ['memory', { memory: 0 }],
    ['agents', { agents: 1 }],
    ['level', { start: { kind: 'polarized', level: 0 } }],
    ['split', { start: { kind: 'polarized', level: 1, split: [5, 4] } }],
    ['split', { start: { kind: 'polarized', level: 1, split: [10] } }],
    ['split', { start: { kind: 'polarized', level: 1, split: [11, -1] } }],
  ]
  it.each(cases)('is named: %s, %o', (field, changes) => {
    expect(() => chain(changes)).toThrow(new RegExp(`^${field}: got .*accepted: `))
  })

  it('accepts norms that are equal up to rounding, and has no level away from the two poles', () => {
    const means = [
      [Math.cos(1), Math.sin(1)],
      [Math.cos(2), Math.sin(2)],
    ]
    expect(chain({ means, start: { kind: 'polarized', level: 1 } }).level()).toBeNull()
  })
})
