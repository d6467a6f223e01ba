import { describe, expect, it } from 'vitest'
import { chainMirror, chainSystem } from '../../src/chain/chain-system.ts'
import { reachesLevel } from '../../src/chain/polarization.ts'
import { simulatePolarization } from '../../src/chain/simulate-polarization.ts'
import { stabilityBounds } from '../../src/chain/theory.ts'
import { scheduleOf } from '../../src/core/schedule.ts'
import { wilsonInterval } from '../../src/core/wilson-interval.ts'
import { simulate } from '../../src/sim/simulate.ts'

const trial = { agents: 30, memory: 5, sigma: 0.2, level: 1, constant: 2, neighbors: 10, runs: 4000, seed: 1 }
const share = (count: number) => count / trial.runs

describe('polarized states, simulated', () => {
  // Known from a simulation of a few hundred runs (so ± 0.03): level 1 after N = 204 steps.
  it.each([
    [0.2, 0.68],
    [0.25, 0.18],
  ])('are polarized at the end as often as is known, σ = %s', (sigma, known) => {
    const { steps, stayed } = simulatePolarization({ ...trial, sigma })
    expect(steps).toBe(204)
    expect(Math.abs(share(stayed) - known)).toBeLessThan(0.03)
  })

  it('stay throughout exactly where no datum falls outside, the first factor of the bound', () => {
    const { throughout } = simulatePolarization(trial)
    const { stay } = stabilityBounds({ ...trial, constant: trial.constant })
    const [low, high] = wilsonInterval(throughout, trial.runs, 0.999)
    expect(stay.bound).toBeGreaterThan(low)
    expect(stay.bound).toBeLessThan(high)
  })

  it.each([0.12, 0.15, 0.2, 0.25])('keep to both bounds, and are ordered, σ = %s', (sigma) => {
    const counts = simulatePolarization({ ...trial, sigma, runs: 1000 })
    const { stay, advance } = stabilityBounds({ ...trial, sigma })
    expect(counts.stayed).toBeGreaterThanOrEqual(counts.advanced)
    expect(counts.stayed).toBeGreaterThanOrEqual(counts.throughout)
    expect(wilsonInterval(counts.stayed, 1000, 0.999)[1]).toBeGreaterThan(stay.bound)
    expect(wilsonInterval(counts.advanced, 1000, 0.999)[1]).toBeGreaterThan(advance.bound)
  })

  it('rise by a level once everyone has acted, where data hardly spread', () => {
    // At σ = 0.05 no datum leaves I₊, so advancing is everyone having acted: 30 coupons in 204 draws,
    // Σ_i (-1)^i C(30, i) (1 - i/30)^204 = 0.9704.
    const { stayed, advanced } = simulatePolarization({ ...trial, sigma: 0.05 })
    expect(stayed).toBe(trial.runs)
    expect(Math.abs(share(advanced) - 0.9704)).toBeLessThan(0.01)
  })

  it('repeat from a seed and differ from another', () => {
    const few = { ...trial, runs: 200 }
    expect(simulatePolarization(few)).toEqual(simulatePolarization(few))
    expect(simulatePolarization({ ...few, seed: 2 })).not.toEqual(simulatePolarization(few))
  })

  it('fare alike in the shared loop', async () => {
    const runs = 400
    const { agents, memory, sigma, seed, neighbors, level } = trial
    const loop = { steps: 204, order: 'single' as const }
    let stayed = 0
    for (let replicate = 0; replicate < runs; replicate++) {
      const system = chainSystem(
        { agents, memory, sigma, seed, start: { kind: 'polarized', level } },
        replicate,
      )
      const schedule = scheduleOf(
        { agents, mirror: chainMirror(agents), neighbors, ties: 'random', seed },
        replicate,
      )
      for await (const step of simulate(system, loop, schedule))
        if (step.t === 0) expect(step.silos[0]).toBe(0)
      if (reachesLevel(system.level(), level)) stayed++
    }
    // Both from their own draws; 0.659 is the share of 40 000 fast runs.
    const [low, high] = wilsonInterval(stayed, runs, 0.999)
    expect(low).toBeLessThan(0.659)
    expect(high).toBeGreaterThan(0.659)
  })

  it.each([
    ['neighbors', 15],
    ['neighbors', 0],
    ['memory', 0],
    ['sigma', 0],
    ['level', -1],
    ['constant', 0],
    ['constant', 1e300],
    ['seed', -1],
    ['agents', 3],
  ])('reject %s = %s', (field, value) => {
    expect(() => simulatePolarization({ ...trial, [field]: value })).toThrow(new RegExp(`^${field}: got`))
  })

  it('reject no runs', () => {
    expect(() => simulatePolarization({ ...trial, runs: 0 })).toThrow('simulate: got')
  })
})
