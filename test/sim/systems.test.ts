import { describe, expect, it } from 'vitest'
import { hashEmbedder } from '../../src/adapters/hash-embedder.ts'
import { scriptedModel } from '../../src/adapters/scripted-model.ts'
import { loadCorpus, loadPrompt, loadReply } from '../../src/adapters/text-files.ts'
import { scheduleOf } from '../../src/core/schedule.ts'
import { resolveDesign } from '../../src/design/design.ts'
import type { DesignInput } from '../../src/design/fields.ts'
import { gmmSystem } from '../../src/gmm/gmm-system.ts'
import { llmSystem } from '../../src/llm/llm-system.ts'
import { type Step, simulate } from '../../src/sim/simulate.ts'
import { type ContractDesign, contractDesign, describeAgentSystem } from '../contracts/agent-system.ts'

const gmmOf = (changes: DesignInput) => (design: ContractDesign, replicate: number) =>
  gmmSystem({ ...resolveDesign('gmm', changes), ...design }, replicate)

const gmm = gmmOf({})

const llmOf = (changes: DesignInput) => (design: ContractDesign, replicate: number) => {
  const resolved = resolveDesign('llm', changes)
  return llmSystem({ ...resolved, ...design }, replicate, {
    model: scriptedModel('scripted:copy:1'),
    embedder: hashEmbedder(),
    prompt: loadPrompt(resolved.prompt).value,
    reply: resolved.protocol === 'ask' ? loadReply(resolved.replyPrompt).value : null,
    corpus: loadCorpus('prettiest-flower').value,
  })
}

const llm = llmOf({})

describeAgentSystem('gmm', gmm)
describeAgentSystem(
  'gmm on a circle that learns its covariances',
  gmmOf({ layout: 'circle', covariance: 'em' }),
)
describeAgentSystem(
  'gmm on a simplex that copies',
  gmmOf({ layout: 'simplex', protocol: 'copy', response: 'memory' }),
)
describeAgentSystem('gmm with silos by clustering', gmmOf({ 'silo-reading': 'cluster' }))
describeAgentSystem('llm', llm)
describeAgentSystem('llm that asks', llmOf({ protocol: 'ask' }))
describeAgentSystem('llm with questions on five topics', llmOf({ questions: 5 }))
for (const rule of ['farthest', 'oldest', 'newest'] as const) {
  describeAgentSystem(`described llm, ${rule}`, llmOf({ preset: 'described', 'memory-rule': rule }))
}
describeAgentSystem('described llm that asks', llmOf({ preset: 'described', protocol: 'ask' }))
describeAgentSystem(
  'described llm that asks, with several questions',
  llmOf({ preset: 'described', protocol: 'ask', questions: 3, retrieved: 2 }),
)

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
