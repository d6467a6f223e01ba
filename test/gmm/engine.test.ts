import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scheduleOf } from '../../src/core/schedule.ts'
import {
  type Components,
  circleLayout,
  fullSpread,
  lineLayout,
  simplexLayout,
} from '../../src/gmm/components.ts'
import { type GmmSystemDesign, gmmSystem } from '../../src/gmm/gmm-system.ts'
import { simulate } from '../../src/sim/simulate.ts'
import { type PlainDesign, plainRun } from '../plain/plain-gmm.ts'

/** Three components in the plane with covariances of their own. */
function customComponents(): Components {
  const spread = fullSpread(
    [
      [0.5, 0.2, 0.2, 0.3],
      [0.1, 0, 0, 0.4],
      [0.3, -0.1, -0.1, 0.2],
    ],
    2,
  )
  if (typeof spread === 'number') throw new Error('expected positive definite covariances')
  const means = Float64Array.of(0, 0, 1.5, 0.5, 0, 2)
  return { count: 3, dimensions: 2, means, arrangement: { kind: 'any' }, spread }
}

function componentsOf({ layout, agents, spacing, sigma }: GmmSystemDesign): Components {
  if (layout === 'line') return lineLayout(agents, spacing, sigma)
  if (layout === 'circle') return circleLayout(agents, spacing, sigma)
  if (layout === 'simplex') return simplexLayout(agents, spacing, sigma)
  return customComponents()
}

/** The weights of the engine at t = 0 … T, run by the loop that all systems share. */
async function engineRun(design: PlainDesign, components: Components): Promise<number[][][]> {
  const system = gmmSystem(design, 0, components)
  const all = () => system.agents.map((_, i) => [...system.mixtures.weights(i)])
  const path: number[][][] = []
  for await (const { t } of simulate(
    system,
    { steps: design.steps, order: 'synchronous' },
    scheduleOf(design, 0),
  )) {
    // The loop yields time t when the exchange after it is done: what is seen is t + 1.
    if (t === 0) path.push([...gmmSystem(design, 0, components).agents.keys()].map(() => []))
    path.push(all())
  }
  return path.slice(1, design.steps + 1)
}

/**
 * Covariances that are learned from a few points in several dimensions are as good as singular, and rounding
 * is magnified by their condition number: there the two can only agree where the floor keeps them round.
 */
const isWellConditioned = ({ covariance, layout, covarianceFloor }: PlainDesign) =>
  covariance === 'fixed' || layout === 'line' || (layout !== 'simplex' && covarianceFloor >= 0.5)

const anyDesign = fc.integer({ min: 2, max: 9 }).chain((agents) =>
  fc.record<PlainDesign>({
    agents: fc.constant(agents),
    steps: fc.integer({ min: 1, max: 12 }),
    memory: fc.integer({ min: 1, max: 6 }),
    mirror: fc.constantFrom(0, 0.3, 1),
    neighbors: fc.integer({ min: 1, max: agents - 1 }),
    seed: fc.nat(),
    ties: fc.constantFrom('random', 'index'),
    layout: fc.constantFrom('line', 'circle', 'simplex', 'custom'),
    spacing: fc.constantFrom(0.3, 1, 4),
    sigma: fc.constantFrom(0.05, 0.2, 1, 3),
    epsilon: fc.constantFrom(1e-12, 1e-6, 1e-3),
    covariance: fc.constantFrom('fixed', 'fixed', 'em', 'volume'),
    covarianceFloor: fc.constantFrom(0.01, 0.5, 1),
    protocol: fc.constantFrom('ask', 'copy'),
    response: fc.constantFrom('mixture', 'memory'),
    memoryRule: fc.constantFrom('farthest', 'oldest', 'newest'),
    ageDecay: fc.constantFrom(1, 0.7),
    siloReading: fc.constant('argmax'),
  }),
)

describe('the engine', () => {
  it('agrees with the plain transcription at every weight, in all variants', async () => {
    await fc.assert(
      fc.asyncProperty(anyDesign.filter(isWellConditioned), async (design) => {
        const components = componentsOf(design)
        const tolerance = design.covariance === 'fixed' ? 1e-12 : 1e-10
        const plain = plainRun(design, components, 0).slice(1)
        const engine = await engineRun(design, components)
        expect(engine).toHaveLength(plain.length)
        for (const [t, agents] of plain.entries()) {
          for (const [i, weights] of agents.entries()) {
            for (const [a, weight] of weights.entries()) {
              expect(Math.abs(engine[t][i][a] - weight), `t ${t} agent ${i} component ${a}`).toBeLessThan(
                tolerance,
              )
            }
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  it('never leaves the weights of a mixture, whatever the design', async () => {
    await fc.assert(
      fc.asyncProperty(anyDesign, async (design) => {
        for (const agents of await engineRun(design, componentsOf(design))) {
          for (const weights of agents) {
            expect(weights.every((weight) => weight > 0 && weight < 1)).toBe(true)
            expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9)
          }
        }
      }),
      { numRuns: 300 },
    )
  })
})
