import { describe, expect, it } from 'vitest'
import { chooseNeighbor } from '../../src/core/neighbors.ts'
import { streamAt } from '../../src/core/random.ts'
import { squaredDistance } from '../../src/core/vectors.ts'
import { emStep } from '../../src/gmm/em-step.ts'
import { updateWeights } from '../../src/gmm/expectation-maximization.ts'
import { GmmAgent } from '../../src/gmm/gmm-agent.ts'
import { lineLayout } from '../../src/gmm/layout.ts'
import { startingWeights } from '../../src/gmm/mixture.ts'
import { oracle, oraclesAbsent } from '../oracle-file.ts'

interface EmCase {
  readonly data: readonly number[]
  readonly weights: readonly number[]
  readonly means: readonly number[]
  readonly sds: readonly number[]
  readonly updateMeans: boolean
  readonly updateSds: boolean
  readonly newWeights: readonly number[]
  readonly newMeans: readonly number[]
  readonly newSds: readonly number[]
}

interface Trajectory {
  readonly agents: number
  readonly steps: number
  readonly neighbors: number
  readonly sigma: number
  readonly spacing: number
  readonly epsilon: number
  readonly initialMemories: readonly (readonly number[])[]
  readonly decisions: readonly (readonly {
    mirror: boolean
    partner: number
    query: number
    answer: number
  }[])[]
  readonly weights: readonly (readonly (readonly number[])[])[]
  readonly silos: readonly (readonly number[])[]
}

describe.skipIf(oraclesAbsent !== null)("the authors' code", () => {
  it('does one EM step as ours does: weights alone, with σ, with means and σ', () => {
    const cases = oracle<readonly EmCase[]>('em-1d.json')
    expect(cases.length).toBeGreaterThan(50)
    for (const one of cases) {
      const { updateMeans, updateSds } = one
      const state = {
        weights: Float64Array.from(one.weights),
        means: Float64Array.from(one.means),
        sds: Float64Array.from(one.sds),
      }
      const updated = emStep(Float64Array.from(one.data), state, {
        updateMeans,
        updateSds,
        floor: 1e-12,
        sdFloor: 0.01,
      })
      expectNear(updated.weights, one.newWeights)
      expectNear(updated.means, one.newMeans)
      expectNear(updated.sds, one.newSds)
    }
  })

  it('takes the same path when it is fed the same decisions', () => {
    const trajectories = oracle<readonly Trajectory[]>('trajectories-1d.json')
    expect(trajectories).toHaveLength(3)
    for (const one of trajectories) {
      const components = lineLayout(one.agents, one.spacing, one.sigma)
      const commons = { components, floor: one.epsilon, queries: [], answers: [] }
      const agents = one.initialMemories.map(
        (memory, i) =>
          new GmmAgent(
            i,
            startingWeights(i, one.agents, one.agents, one.epsilon),
            Float64Array.from(memory),
            commons,
          ),
      )
      for (const [t, decisions] of one.decisions.entries()) {
        expect(agents.map((agent) => agent.express().silo)).toEqual(one.silos[t])
        for (const [i, { mirror, partner }] of decisions.entries()) {
          const distances = agents.map((agent) => squaredDistance(agents[i].weights, agent.weights))
          if (mirror) expect(partner).toBe(i)
          else expectNeighbor(i, partner, distances, one.neighbors)
        }
        for (const [i, { answer }] of decisions.entries()) agents[i].learn(answer)
        for (const [i, weights] of one.weights[t].entries()) expectNear(agents[i].weights, weights)
      }
    }
  })
})

/** The recorded partner is one that we could have drawn: not beyond the k-th distance. */
function expectNeighbor(self: number, partner: number, distances: readonly number[], k: number): void {
  const draws = streamAt('oracle', self)
  const possible = new Set<number>()
  for (let trial = 0; trial < 400; trial++) {
    const draw = { rank: draws.uniform(), tie: draws.uniform() }
    possible.add(chooseNeighbor(self, distances, k, 'random', draw))
  }
  expect(possible).toContain(partner)
}

function expectNear(actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(actual.length).toBe(expected.length)
  for (let a = 0; a < expected.length; a++) expect(Math.abs(actual[a] - expected[a])).toBeLessThan(1e-12)
}

describe('one EM step', () => {
  it('leaves the floor where all densities underflow', () => {
    const weights = Float64Array.from([0.2, 0.3, 0.5])
    updateWeights([new Float64Array(3)], weights, 1e-12, weights)
    for (const weight of weights) expect(weight).toBeCloseTo(1 / 3, 12)
  })
})
