import { describe, expect, it } from 'vitest'
import { hashEmbedder } from '../../src/adapters/hash-embedder.ts'
import { scriptedModel } from '../../src/adapters/scripted-model.ts'
import { loadCorpus, loadPrompt } from '../../src/adapters/text-files.ts'
import { scheduleOf } from '../../src/core/schedule.ts'
import { gmmSystem } from '../../src/gmm/gmm-system.ts'
import { llmSystem } from '../../src/llm/llm-system.ts'
import { type Step, simulate } from '../../src/sim/simulate.ts'
import { type ContractDesign, contractDesign, describeAgentSystem } from '../contracts/agent-system.ts'

const gmm = (design: ContractDesign, replicate: number) =>
  gmmSystem({ ...design, spacing: 1, sigma: 0.2, epsilon: 1e-12 }, replicate)

const llm = (design: ContractDesign, replicate: number) =>
  llmSystem({ ...design, retries: 4, reader: 'words' }, replicate, {
    model: scriptedModel('scripted:copy:1'),
    embedder: hashEmbedder(),
    prompt: loadPrompt('released').value,
    corpus: loadCorpus('prettiest-flower').value,
  })

describeAgentSystem('gmm', gmm)
describeAgentSystem('llm', llm)

describe('a pair', () => {
  const steps = async (system: typeof gmm | typeof llm, neighbors: number) => {
    const design = { ...contractDesign, neighbors }
    const found: Step[] = []
    for await (const step of simulate(await system(design, 3), design, scheduleOf(design, 3)))
      found.push(step)
    return found.map((step) => step.partners)
  }

  it('shares its partners where distances play no part', async () => {
    expect(await steps(gmm, 5)).toEqual(await steps(llm, 5))
  })

  it('shares its mirror coins always', async () => {
    const mirrors = (partners: Awaited<ReturnType<typeof steps>>) =>
      partners.map((step) => step?.map((partner, i) => partner === i))
    expect(mirrors(await steps(gmm, 2))).toEqual(mirrors(await steps(llm, 2)))
  })
})
