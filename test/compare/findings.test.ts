import { describe, expect, it } from 'vitest'
import { compare } from '../../src/compare/compare.ts'
import type { ComparedRun, Ensemble } from '../../src/compare/ensemble.ts'
import { mirroringFinding } from '../../src/compare/findings/mirroring.ts'
import { readingFinding } from '../../src/compare/findings/reading.ts'
import { sharedScheduleFinding } from '../../src/compare/findings/shared-schedules.ts'
import { compareSeveral } from '../../src/compare/several.ts'
import { comparisonSpecSchema } from '../../src/compare/spec.ts'
import { type Stream, streamAt } from '../../src/core/random.ts'
import { convergingAt, runOf } from './run-of.ts'

const spec = comparisonSpecSchema.parse({ resamples: 200, permutations: 999 })
const horizon = 60

/** Runs of a grid of p whose t* has this mean, with some spread. */
function ensembleOf(
  label: string,
  system: string,
  meanTime: (mirror: number, neighbors: number) => number,
  size = 8,
): Ensemble {
  const stream = streamAt(label, system)
  const runs = [0.2, 0.5, 0.7].flatMap((mirror) =>
    [15, 25].flatMap((neighbors) =>
      Array.from({ length: size }, (_, replicate) => {
        const at = Math.max(1, Math.round(meanTime(mirror, neighbors) * (1 + 0.15 * stream.normal())))
        return runOf(convergingAt(at, horizon), { system, mirror, neighbors, replicate })
      }),
    ),
  )
  return { label, runs }
}

const pure = (mirror: number, neighbors: number) => neighbors / 3 / (1 - mirror)
const more = (mirror: number, neighbors: number) => neighbors / 3 / (1 - mirror) ** 1.6

describe('the finding on mirroring', () => {
  it('is a pure rescaling where t*(1 - p) is constant, and says so with its interval', () => {
    const finding = mirroringFinding(ensembleOf('a', 'llm', pure), 'the model', spec)
    expect(finding?.evidence).toMatchObject({ verdict: 'pure rescaling', from: 't*', neighbors: [15, 25] })
    expect(finding?.sentence).toMatch(/^In the model mirroring is a pure rescaling of time: t\* grows as/)
  })

  it('is more than that where time grows faster', () => {
    const finding = mirroringFinding(ensembleOf('a', 'gmm', more), 'the twin', spec)
    expect(finding?.evidence).toMatchObject({ verdict: 'more than rescaling' })
    expect(finding?.evidence.estimate).toBeCloseTo(1.6, 0)
  })

  it('is open where runs are few and noisy, never a pure rescaling by lack of evidence', () => {
    const few = ensembleOf('few', 'llm', (mirror) => 8 / (1 - mirror) ** 1.2, 2)
    expect(mirroringFinding(few, 'the model', spec)?.evidence.verdict).not.toBe('pure rescaling')
  })

  it('needs two p', () => {
    const { label, runs } = ensembleOf('a', 'llm', pure)
    expect(
      mirroringFinding({ label, runs: runs.filter(({ mirror }) => mirror === 0.2) }, '', spec),
    ).toBeNull()
  })
})

describe('the finding on shared schedules', () => {
  /** Agents that switch between two silos where their coin is up. */
  const path = (coins: Stream, own: Stream) => {
    let silos = Array.from({ length: 12 }, (_, agent) => agent)
    return Array.from({ length: 40 }, () => {
      silos = silos.map((silo) => (coins.uniform() < 0.4 && own.uniform() < 0.5 ? (silo + 1) % 12 : silo))
      return silos
    })
  }
  const runs = (shared: boolean): ComparedRun[] =>
    [1, 5, 15].flatMap((neighbors) =>
      [0, 1, 2, 3].map((replicate) => {
        const coins = streamAt('coins', neighbors, shared ? 0 : replicate)
        const silos = path(coins, streamAt('own', neighbors, replicate))
        return { ...runOf(silos, { neighbors, replicate }), path: silos }
      }),
    )

  it('fires where replicates share their coins, and not where each has its own', () => {
    const finding = sharedScheduleFinding({ label: 'a', runs: runs(true) }, 'a', spec)
    expect(finding?.sentence).toMatch(
      /^Replicates of a are not independent: .* times as often as one step apart/,
    )
    expect(sharedScheduleFinding({ label: 'a', runs: runs(false) }, 'a', spec)).toBeNull()
    const bare = runs(true).map(({ path: _, ...run }) => run)
    expect(sharedScheduleFinding({ label: 'a', runs: bare }, 'a', spec)).toBeNull()
  })
})

describe('several ensembles', () => {
  const [model, twin, voter] = [
    ensembleOf('model', 'llm', pure),
    ensembleOf('twin', 'gmm', (mirror, neighbors) => 2 * pure(mirror, neighbors)),
    ensembleOf('voter', 'voter', pure),
  ]
  const compared = compareSeveral(model, twin, [voter], spec)

  it('are compared with the first, and lie on one map', () => {
    expect(compared.others).toHaveLength(1)
    expect(compared.others[0].b).toMatchObject({ label: 'voter', system: 'voter' })
    expect(compared.map?.labels).toEqual(['model', 'twin', 'voter'])
    const [first, second] = compared.map?.distances ?? []
    expect(first[2]).toBeLessThan(first[1])
    expect(second[0]).toBe(first[1])
    expect(compared.map?.points).toHaveLength(3)
  })

  it('say where a baseline is closer to the reference than the twin', () => {
    const finding = compared.findings.find(({ id }) => id === 'baseline-closer')
    expect(finding?.sentence).toMatch(
      /the voter model is closer in 6 of 6 cells and the Gaussian mixture is closer in 0/,
    )
  })

  it('of two alone have no map', () => {
    expect(compareSeveral(model, twin, [], spec)).toMatchObject({ others: [], map: null })
  })
})

describe('effects of opposite sign', () => {
  it('are found', () => {
    const up = ensembleOf('up', 'llm', (mirror) => 5 + 20 * mirror)
    const down = ensembleOf('down', 'gmm', (mirror) => 25 - 20 * mirror)
    const finding = compare(up, down, spec).findings.find(({ id }) => id === 'sign-of-effect-differs')
    expect(finding?.sentence).toMatch(/opposite signs in the two systems in [2-4] cases/)
    expect(
      compare(
        up,
        ensembleOf('again', 'gmm', (mirror) => 5 + 20 * mirror),
        spec,
      ).findings,
    ).not.toContainEqual(expect.objectContaining({ id: 'sign-of-effect-differs' }))
  })
})

describe('other readings', () => {
  const [model, same, other] = [
    ensembleOf('model', 'llm', () => 10),
    ensembleOf('same', 'gmm', () => 10),
    ensembleOf('other', 'gmm', () => 40),
  ]
  const comparison = compare(model, same, spec)

  it('are reported where a verdict changes, and where none does', () => {
    const changed = readingFinding(comparison, [
      { reading: 'the other rule', comparison: compare(model, other, spec) },
    ])
    expect(changed?.sentence).toMatch(
      /^The reading changes verdicts: with the other rule \(0\.2, 15\) from \w+ to different/,
    )
    expect(readingFinding(comparison, [{ reading: 'the same', comparison }])?.sentence).toBe(
      'No verdict changes with the same (6 cells).',
    )
    expect(readingFinding(comparison, [])).toBeNull()
  })
})
