import { describe, expect, it } from 'vitest'
import { theoryAnswer } from '../../src/commands/theory.ts'

const options = { agents: 30, memory: 5, sigma: 0.2, level: 1, constant: 10, seed: 1 }

describe('the theory command', () => {
  it('answers with bounds and the logarithm of q alone unless asked to simulate', () => {
    const answer = theoryAnswer(options)
    expect(answer.stay.bound.toExponential(6)).toBe('2.897895e-6')
    expect(Object.keys(answer.stay)).toEqual(['bound', 'logBound'])
    expect(Object.keys(answer.advance)).toEqual(['bound', 'logBound'])
    expect(answer.logQ).toBeCloseTo(-237391.403948, 5)
    expect(answer).toMatchObject({ agents: 30, memory: 5, sigma: 0.2, level: 1, constant: 10, neighbors: 14 })
    expect(answer).not.toHaveProperty('simulation')
  })

  it('puts the simulated share and its interval beside either bound', () => {
    const { stay, advance, simulation } = theoryAnswer({
      ...options,
      constant: 2,
      simulate: 500,
      neighbors: 10,
    })
    for (const { simulated, interval } of [stay, advance]) {
      expect(simulated).toBeGreaterThan(interval?.[0] ?? 1)
      expect(simulated).toBeLessThan(interval?.[1] ?? 0)
    }
    expect(simulation).toMatchObject({ runs: 500, steps: 204, seed: 1, confidence: 0.95 })
  })

  it('has no neighbors to restrict to among three agents, and cannot simulate them', () => {
    expect(theoryAnswer({ ...options, agents: 3 }).neighbors).toBeNull()
    expect(() => theoryAnswer({ ...options, agents: 3, simulate: 10 })).toThrow('agents: got 3, accepted:')
  })

  it.each([
    ['agents', 2],
    ['memory', 0.5],
    ['sigma', 0],
    ['level', 0],
    ['constant', -1],
    ['neighbors', 15],
    ['simulate', 0],
    ['seed', -1],
  ])('rejects %s = %s', (field, value) => {
    expect(() => theoryAnswer({ ...options, [field]: value })).toThrow(`${field}: got ${value}, accepted: `)
  })
})
