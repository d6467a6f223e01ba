import { openEmbedder } from '../adapters/open-embedder.ts'
import { openModel, openRecorded } from '../adapters/open-model.ts'
import { softwareVersions } from '../adapters/provenance.ts'
import { recordingOf, resumedModel } from '../adapters/recorded-model.ts'
import type { Trouble } from '../adapters/retrying-model.ts'
import type { Serving } from '../adapters/serving.ts'
import { loadCorpus, loadPrompt } from '../adapters/text-files.ts'
import { badInput } from '../core/errors.ts'
import type { Design, LlmDesign } from '../design/design.ts'
import type { ReplicateJob } from '../experiment/run-replicate.ts'
import type { LanguageModel } from '../llm/language-model.ts'
import { llmSystem } from '../llm/llm-system.ts'
import type { StepRecord } from '../trace/record.ts'
import { logTransport } from '../trace/transport-log.ts'
import type { Fetched } from './fetching.ts'
import { plain, say } from './output.ts'
import { openPlainWorkshop, type Workshop } from './plain-workshop.ts'
import { serverNotices } from './server-notices.ts'

/** How to open what a design needs. */
export interface WorkshopOptions {
  /** Calls to a language model in flight. */
  readonly concurrency: number
  readonly serving: Serving
  readonly onProgress: (progress: Fetched) => void
}

/**
 * Opens what the runs of a design need; everything that can be wrong with the design's files, models and
 * references is found here, before anything is written.
 */
export async function openWorkshop(design: Design, options: WorkshopOptions): Promise<Workshop> {
  return design.system === 'llm' ? openLlmWorkshop(design, options) : openPlainWorkshop(design)
}

async function openLlmWorkshop(design: LlmDesign, options: WorkshopOptions): Promise<Workshop> {
  const versions = softwareVersions()
  const prompt = loadPrompt(design.prompt)
  const corpus = loadCorpus(design.corpus)
  const notices = serverNotices((text) => say(plain(text)), options.serving.patience)
  const embedder = await openEmbedder(design.embedder, {
    ...options,
    onNotice: (text) => say(plain(text)),
    onFault: notices.onFault,
  })
  /** The folder of the run that is under way; a workshop has one at a time. */
  let runFolder: string | null = null
  const onTrouble = (trouble: Trouble) => {
    notices.onTrouble(trouble)
    if (runFolder !== null) logTransport(runFolder, new Date(), eventOf(trouble))
  }
  const recorded = design.model.startsWith('recorded:')
  const shared = recorded ? null : await openModel(design, { ...options, onTrouble }).catch(closing(embedder))
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
      system(stored, folder) {
        runFolder = folder
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

/** Closes what was opened before the failure, and passes the failure on. */
function closing(opened: { close(): Promise<void> }): (error: unknown) => Promise<never> {
  return async (error) => {
    await opened.close()
    throw error
  }
}

/** A trouble as the log of a run keeps it. */
function eventOf(trouble: Trouble): Readonly<Record<string, unknown>> {
  const { kind, call, failures } = trouble
  const common = { kind, ...call, failures }
  if (trouble.kind === 'passed') return { ...common, seconds: Number(trouble.seconds.toFixed(3)) }
  return { ...common, trouble: trouble.fault.kind, message: trouble.fault.message }
}

function resumed(model: LanguageModel, steps: readonly StepRecord[]): LanguageModel {
  return steps.length === 0 ? model : resumedModel(model, recordingOf(steps))
}
