import { describe, expect, it } from 'vitest'
import { chooseNeighbor } from '../../src/core/neighbors.ts'
import { type Stream, streamAt } from '../../src/core/random.ts'
import { fullSpread, lineLayout } from '../../src/gmm/components.ts'
import { emStep } from '../../src/gmm/em-step.ts'
import type { Mixtures } from '../../src/gmm/mixtures.ts'
import { sharedMixtures } from '../../src/gmm/shared-mixtures.ts'
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

interface MultiCase {
  readonly K: number
  readonly r: number
  readonly d: number
  readonly data: readonly number[]
  readonly weights: readonly number[]
  readonly means: readonly number[]
  readonly covariances: readonly number[]
  readonly newWeights: readonly number[]
}

interface Trajectory {
  readonly agents: number
  readonly steps: number
  readonly memory: number
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
      const state = {
        weights: Float64Array.from(one.weights),
        means: Float64Array.from(one.means),
        factors: Float64Array.from(one.sds),
        logDeterminants: Float64Array.from(one.sds, (sd) => 2 * Math.log(sd)),
      }
      const points = one.data.map((x) => Float64Array.of(x))
      const updated = emStep(points, even(points.length), state, {
        updateMeans: one.updateMeans,
        covariance: one.updateSds ? 'em' : 'fixed',
        floor: 1e-12,
        covarianceFloor: 0.01,
      })
      expectNear(updated.weights, one.newWeights)
      expectNear(updated.means, one.newMeans)
      expectNear(updated.factors, one.newSds)
    }
  })

  it('does the weights of full covariances in d dimensions as ours does', () => {
    const cases = oracle<readonly MultiCase[]>('em-multi.json')
    expect(cases.length).toBeGreaterThan(30)
    for (const { K, r, d, data, weights, means, covariances, newWeights } of cases) {
      const matrices = rowsOf(covariances, K)
      const spread = fullSpread(matrices, d)
      if (typeof spread === 'number' || spread.kind !== 'full') throw new Error('expected full covariances')
      const points = rowsOf(data, r).map((row) => Float64Array.from(row))
      const state = { weights: Float64Array.from(weights), means: Float64Array.from(means), ...spread }
      const options = {
        updateMeans: false,
        covariance: 'fixed',
        floor: 1e-12,
        covarianceFloor: 0.01,
      } as const
      expectNear(emStep(points, even(r), state, options).weights, newWeights)
    }
  })

  it('takes the same path when it is fed the same decisions', () => {
    const trajectories = oracle<readonly Trajectory[]>('trajectories-1d.json')
    expect(trajectories).toHaveLength(3)
    for (const one of trajectories) {
      const components = lineLayout(one.agents, one.spacing, one.sigma)
      const agents = [...Array(one.agents).keys()]
      const mixtures = sharedMixtures(
        components,
        designOf(one),
        agents.map((i) => replaying(one.initialMemories[i], i, one)),
      )
      for (const [t, decisions] of one.decisions.entries()) {
        expect(agents.map((i) => mixtures.silo(i))).toEqual(one.silos[t])
        for (const [i, { mirror, partner }] of decisions.entries()) {
          const distances = squaredDistances(mixtures, i)
          if (mirror) expect(partner).toBe(i)
          else expectNeighbor(i, partner, distances, one.neighbors)
        }
        for (const [i, { answer }] of decisions.entries()) mixtures.learn(i, Float64Array.of(answer))
        for (const [i, weights] of one.weights[t].entries()) expectNear(mixtures.weights(i), weights)
      }
    }
  })
})

const rowsOf = (flat: readonly number[], rows: number) =>
  Array.from({ length: rows }, (_, i) => flat.slice((i * flat.length) / rows, ((i + 1) * flat.length) / rows))

function squaredDistances(mixtures: Mixtures, agent: number): number[] {
  const distances = new Float64Array(mixtures.size)
  mixtures.squaredDistances(agent, distances)
  return [...distances]
}

const even = (points: number) => new Float64Array(points).fill(1 / points)

const designOf = ({ agents, memory, epsilon }: Trajectory) => ({
  size: agents,
  memory,
  floor: epsilon,
  memoryRule: 'farthest' as const,
  ageDecay: 1,
})

/** A stream that makes an agent draw the memory that was recorded: its own component, then these points. */
function replaying(points: readonly number[], agent: number, { sigma, spacing }: Trajectory): Stream {
  let next = 0
  return { uniform: () => 0.5, normal: () => (points[next++] - agent * spacing) / sigma }
}

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
