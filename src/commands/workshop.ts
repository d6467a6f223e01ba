import { openEmbedder } from '../adapters/open-embedder.ts'
import { openModel, openRecorded } from '../adapters/open-model.ts'
import { softwareVersions } from '../adapters/provenance.ts'
import { recordingOf, resumedModel } from '../adapters/recorded-model.ts'
import { loadComponents, loadCorpus, loadPrompt } from '../adapters/text-files.ts'
import type { ChainStart } from '../chain/chain-start.ts'
import { chainSystem } from '../chain/chain-system.ts'
import { badInput } from '../core/errors.ts'
import type { ChainDesign, Design, LlmDesign } from '../design/design.ts'
import type { ReplicateJob } from '../experiment/run-replicate.ts'
import { gmmSystem } from '../gmm/gmm-system.ts'
import type { LanguageModel } from '../llm/language-model.ts'
import { llmSystem } from '../llm/llm-system.ts'
import type { AgentSystem } from '../sim/agent.ts'
import type { StepRecord } from '../trace/record.ts'
import { voterSystem } from '../voter/voter-system.ts'
import type { Fetched } from './fetching.ts'

/** Makes the job of one replicate, and gives back what it holds open. */
export interface Workshop {
  readonly design: Design
  job(replicate: number): ReplicateJob
  close(): Promise<void>
}

/** How to open what a design needs. */
export interface WorkshopOptions {
  /** Calls to a language model in flight. */
  readonly concurrency: number
  readonly onProgress: (progress: Fetched) => void
}

/**
 * Opens what the runs of a design need; everything that can be wrong with the design's files, models and
 * references is found here, before anything is written.
 */
export async function openWorkshop(design: Design, options: WorkshopOptions): Promise<Workshop> {
  switch (design.system) {
    case 'llm':
      return openLlmWorkshop(design, options)
    case 'gmm': {
      const custom = design.components === null ? null : loadComponents(design.components, design.sigma)
      const inputs = custom === null ? {} : { componentsFile: custom.sha256 }
      return workshopOf(design, inputs, (replicate) => gmmSystem(design, replicate, custom?.value ?? null))
    }
    case 'voter':
    case 'noisy-voter':
      return workshopOf(design, {}, (replicate) => voterSystem(design, replicate))
    case 'chain': {
      const start = startOf(design)
      return workshopOf(design, {}, (replicate) => chainSystem({ ...design, start }, replicate))
    }
  }
}

function startOf({ start, level }: ChainDesign): ChainStart {
  if (start === 'polarized') return { kind: start, level: level ?? 1 }
  return { kind: start }
}

/** The workshop of a system that needs nothing but its design. */
function workshopOf(
  design: Design,
  inputs: Readonly<Record<string, string>>,
  system: (replicate: number) => AgentSystem,
): Workshop {
  const provenance = { versions: softwareVersions(), inputs }
  return {
    design,
    job: (replicate) => ({ design, replicate, provenance, system: () => system(replicate) }),
    close: async () => {},
  }
}

async function openLlmWorkshop(design: LlmDesign, options: WorkshopOptions): Promise<Workshop> {
  const versions = softwareVersions()
  const prompt = loadPrompt(design.prompt)
  const corpus = loadCorpus(design.corpus)
  const embedder = await openEmbedder(design.embedder, { onProgress: options.onProgress })
  const recorded = design.model.startsWith('recorded:')
  const shared = recorded ? null : await openModel(design, options)
  if (shared !== null && prompt.value.begin !== null && !shared.continuesBegunAnswers) {
    throw badInput(
      'prompt',
      design.prompt,
      `a prompt that begins no answer: ${design.model} cannot continue one`,
    )
  }
  const job = (replicate: number): ReplicateJob => {
    const model = shared ?? openRecorded(design, replicate)
    return {
      design,
      replicate,
      provenance: {
        versions,
        model: model.identity.details,
        embedder: embedder.identity.details,
        inputs: {
          model: { reference: model.reference, digest: model.identity.digest },
          embedder: { reference: embedder.reference, digest: embedder.identity.digest },
          prompt: { name: design.prompt, sha256: prompt.sha256 },
          corpus: { name: design.corpus, sha256: corpus.sha256 },
        },
      },
      system(stored) {
        const parts = { embedder, prompt: prompt.value, corpus: corpus.value }
        return llmSystem(design, replicate, { ...parts, model: resumed(model, stored?.steps ?? []) })
      },
    }
  }
  const close = async () => {
    await shared?.close()
    await embedder.close()
  }
  return { design, job, close }
}

function resumed(model: LanguageModel, steps: readonly StepRecord[]): LanguageModel {
  return steps.length === 0 ? model : resumedModel(model, recordingOf(steps))
}
