import { openEmbedder } from '../adapters/open-embedder.ts'
import { openModel, openRecorded } from '../adapters/open-model.ts'
import { softwareVersions } from '../adapters/provenance.ts'
import { recordingOf, resumedModel } from '../adapters/recorded-model.ts'
import { loadComponents, loadCorpus, loadPrompt } from '../adapters/text-files.ts'
import { badInput } from '../core/errors.ts'
import { type Design, type LlmDesign, resolveDesign, type SystemName } from '../design/design.ts'
import type { DesignInput } from '../design/fields.ts'
import { claimFolder } from '../experiment/experiment-folder.ts'
import { type Outcome, type ReplicateJob, runReplicate } from '../experiment/run-replicate.ts'
import { gmmSystem } from '../gmm/gmm-system.ts'
import type { LanguageModel } from '../llm/language-model.ts'
import { llmSystem } from '../llm/llm-system.ts'
import { fetching } from './fetching.ts'
import { interruption } from './interruption.ts'
import { startProgress } from './progress.ts'

/** An experiment as a command asks for it. */
export interface ExperimentRequest {
  readonly command: string
  readonly systems: readonly SystemName[]
  readonly input: DesignInput
  readonly folder: string
  /** Calls to a language model in flight. */
  readonly concurrency: number
}

/** What came of it. */
export interface ExperimentResult {
  readonly completed: number
  /** Runs that were complete before. */
  readonly there: number
  readonly stopped: boolean
}

/** Makes the job of one replicate, and gives back what it holds open. */
interface Workshop {
  readonly design: Design
  job(replicate: number): ReplicateJob
  close(): Promise<void>
}

/**
 * Runs all replicates of all systems into a folder, or those that are missing. Everything that can be
 * wrong with the input is found before the folder is touched.
 */
export async function runExperiment(request: ExperimentRequest): Promise<ExperimentResult> {
  const { command, systems, input, folder, concurrency } = request
  const replicates = input.replicates ?? 1
  const designs = systems.map((system): Design => resolveDesign(system, input))
  const workshops: Workshop[] = []
  const stop = interruption()
  const result = { completed: 0, there: 0, stopped: false }
  try {
    for (const design of designs) workshops.push(await openWorkshop(design, concurrency))
    claimFolder(folder, { command, designs: designs.map((design) => ({ ...design })), replicates })
    for (const workshop of workshops) {
      for (const outcome of await runAll(workshop, replicates, folder, stop.signal)) {
        if (outcome === 'there') result.there++
        if (outcome === 'completed') result.completed++
      }
    }
  } finally {
    stop.release()
    for (const workshop of workshops) await workshop.close()
  }
  return { ...result, stopped: stop.signal.aborted }
}

/** Runs the replicates of one system one after the other, under one line of progress. */
async function runAll(workshop: Workshop, replicates: number, folder: string, stop: AbortSignal) {
  const { design } = workshop
  const times = design.steps + 1
  const progress = startProgress(design.system, replicates * times, 'steps')
  const outcomes: Outcome[] = []
  try {
    for (let replicate = 0; replicate < replicates && !stop.aborted; replicate++) {
      const onStep = (t: number) => progress.update(replicate * times + t + 1)
      const surroundings = { folder, now: () => new Date(), onStep, stop }
      outcomes.push(await runReplicate(workshop.job(replicate), surroundings))
    }
  } finally {
    progress.stop()
  }
  return outcomes
}

async function openWorkshop(design: Design, concurrency: number): Promise<Workshop> {
  const versions = softwareVersions()
  if (design.system === 'llm') return openLlmWorkshop(design, concurrency, versions)
  const custom = design.components === null ? null : loadComponents(design.components, design.sigma)
  const inputs = custom === null ? {} : { inputs: { componentsFile: custom.sha256 } }
  return {
    design,
    job: (replicate) => ({
      design,
      replicate,
      provenance: { versions, ...inputs },
      system: () => gmmSystem(design, replicate, custom?.value ?? null),
    }),
    close: async () => {},
  }
}

async function openLlmWorkshop(
  design: LlmDesign,
  concurrency: number,
  versions: Readonly<Record<string, string>>,
) {
  const prompt = loadPrompt(design.prompt)
  const corpus = loadCorpus(design.corpus)
  const embedder = await openEmbedder(design.embedder, { onProgress: fetching() })
  const recorded = design.model.startsWith('recorded:')
  const shared = recorded ? null : await openModel(design, { concurrency, onProgress: fetching() })
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

function resumed(model: LanguageModel, steps: Parameters<typeof recordingOf>[0]): LanguageModel {
  return steps.length === 0 ? model : resumedModel(model, recordingOf(steps))
}
