import { openRecorded } from '../adapters/open-model.ts'
import { softwareVersions } from '../adapters/provenance.ts'
import { resumedModel } from '../adapters/recorded-model.ts'
import { loadCorpus, loadPrompt } from '../adapters/text-files.ts'
import { badInput } from '../core/errors.ts'
import type { Design, LlmDesign } from '../design/design.ts'
import type { ReplicateJob } from '../experiment/run-replicate.ts'
import { llmSystem } from '../llm/llm-system.ts'
import type { Backends } from './backends.ts'
import { openPlainWorkshop, type Workshop } from './plain-workshop.ts'

/**
 * Opens what the runs of a design need; everything that can be wrong with the design's files, models and
 * references is found here, before anything is written.
 */
export async function openWorkshop(design: Design, backends: Backends): Promise<Workshop> {
  return design.system === 'llm' ? openLlmWorkshop(design, backends) : openPlainWorkshop(design)
}

/** As `openWorkshop`, for a design of a language model. What is opened stays so until the backends are closed. */
export async function openLlmWorkshop(design: LlmDesign, backends: Backends): Promise<Workshop> {
  const versions = softwareVersions()
  const prompt = loadPrompt(design.prompt)
  const corpus = loadCorpus(design.corpus)
  const embedder = await backends.embedder(design)
  const shared = design.model.startsWith('recorded:') ? null : await backends.model(design)
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
      pace: backends.concurrency > 1 ? 'ahead' : 'in-step',
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
        const resumed = stored === null ? model : resumedModel(model, stored)
        return llmSystem(design, replicate, {
          embedder,
          prompt: prompt.value,
          corpus: corpus.value,
          model: resumed,
        })
      },
    }
  }
  return { design, job }
}
