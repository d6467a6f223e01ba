import { beforeAll, describe, expect, it } from 'vitest'
import type { ComparedRun } from '../../src/compare/ensemble.ts'
import { compareSeveral, type SeveralComparison } from '../../src/compare/several.ts'
import { comparisonSpecSchema } from '../../src/compare/spec.ts'
import { scheduleOf } from '../../src/core/schedule.ts'
import type { SiloPath } from '../../src/core/silo-path.ts'
import { resolveDesign } from '../../src/design/design.ts'
import { gmmSystem } from '../../src/gmm/gmm-system.ts'
import { flowerReader } from '../../src/llm/flowers.ts'
import type { AgentSystem } from '../../src/sim/agent.ts'
import { simulate } from '../../src/sim/simulate.ts'
import { voterSystem } from '../../src/voter/voter-system.ts'
import { notFinite } from '../compare/finite.ts'
import { runOf } from '../compare/run-of.ts'
import { answersOfRun, oracleRuns } from '../llm/released-answers.ts'

const cells = [0.2, 0.5, 0.7].flatMap((mirror) => [1, 5, 15, 25].map((neighbors) => ({ mirror, neighbors })))
const replicates = 16

/** The authors' answers, by the flowers that they name. */
function releasedRuns(): ComparedRun[] {
  const read = flowerReader('words')
  return oracleRuns().map((run) => {
    const path = answersOfRun(run).map((texts) => texts.map(read))
    const { mirror, neighbors, replicate } = run
    return { ...runOf(path, { system: 'llm', mirror, neighbors, replicate }), path }
  })
}

/** Sixteen runs a cell of the grid that the authors released, with time enough for the slower clock. */
async function runsOf(system: 'gmm' | 'voter'): Promise<ComparedRun[]> {
  const runs: ComparedRun[] = []
  for (const cell of cells) {
    for (let replicate = 0; replicate < replicates; replicate++) {
      const design = resolveDesign('gmm', { ...cell, steps: 200 })
      const agents: AgentSystem =
        system === 'gmm' ? gmmSystem(design, replicate) : voterSystem(resolveDesign('voter', cell), replicate)
      const path: SiloPath[number][] = []
      for await (const { silos } of simulate(agents, design, scheduleOf(design, replicate))) path.push(silos)
      runs.push({ ...runOf(path, { ...cell, system, replicate, seed: 1 }), path })
    }
  }
  return runs
}

describe('the released answers against mixtures and voters on their grid', () => {
  let compared: SeveralComparison
  beforeAll(async () => {
    compared = compareSeveral(
      { label: 'released', runs: releasedRuns() },
      { label: 'mixtures', runs: await runsOf('gmm') },
      [{ label: 'voters', runs: await runsOf('voter') }],
      comparisonSpecSchema.parse({}),
    )
    process.stdout.write(`${compared.overall.sentence}\n`)
    for (const { sentence } of compared.findings) process.stdout.write(`${sentence}\n`)
  })
  const finding = (id: string, about: string | null) =>
    compared.findings.find((found) => found.id === id && found.about === about)

  it('have every cell in common, each with a clock of its own', () => {
    expect(compared.cells).toHaveLength(12)
    expect(compared.cells.every(({ metrics }) => (metrics.timeScale.factor ?? 0) > 1.25)).toBe(true)
    expect(compared.overall.timeScale?.p).toBeLessThan(0.05)
    expect(notFinite(compared)).toEqual([])
  })

  it('speak for a pure rescaling by mirroring in the answers, and against it in the mixtures', () => {
    expect(finding('mirroring-rescales-time', 'released')?.evidence.verdict).not.toBe('more than rescaling')
    expect(finding('mirroring-rescales-time', 'mixtures')?.evidence.verdict).toBe('more than rescaling')
  })

  it('betray the schedule that the released replicates share, and none in the mixtures', () => {
    expect(finding('replicates-dependent', 'released')?.evidence.ratio).toBeGreaterThan(1.5)
    expect(finding('replicates-dependent', 'mixtures')).toBeUndefined()
  })

  it('show where the voters do better than the mixtures', () => {
    expect(finding('baseline-closer', null)?.sentence).toMatch(/the voter model is closer in 12 of 12 cells/)
  })
})
