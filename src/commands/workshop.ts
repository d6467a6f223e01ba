import { openRecorded } from '../adapters/open-model.ts'
import { softwareVersions } from '../adapters/provenance.ts'
import { resumedModel } from '../adapters/recorded-model.ts'
import { warmedModel } from '../adapters/warmed-model.ts'
import { badInput } from '../core/errors.ts'
import type { Design, LlmDesign } from '../design/design.ts'
import type { ReplicateJob } from '../experiment/run-replicate.ts'
import { callSeed } from '../llm/ask-model.ts'
import type { Embedder } from '../llm/embedder.ts'
import type { LanguageModel, ModelCall } from '../llm/language-model.ts'
import { llmSystem, questionsOf } from '../llm/llm-system.ts'
import type { Prompt } from '../llm/prompt.ts'
import type { Backends } from './backends.ts'
import { type LlmTexts, loadTexts, textInputs } from './llm-texts.ts'
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
  const { concurrency, mode } = backends
  const texts = loadTexts(design)
  const recorded = design.model.startsWith('recorded:')
  const embedder = await backends.embedder(design)
  const shared = recorded ? null : await backends.model(design)
  if (shared !== null && !canAnswer(shared, design, texts.prompt.value)) {
    const accepted = `a prompt that begins no answer: ${design.model} cannot continue one`
    throw badInput('prompt', design.prompt, accepted)
  }
  const job = (replicate: number): ReplicateJob => {
    const model = shared ?? openRecorded(design, replicate)
    const isStrict = mode === 'strict' && !recorded
    return {
      design,
      replicate,
      pace: backends.concurrency > 1 ? 'ahead' : 'in-step',
      provenance: {
        versions,
        model: model.identity.details,
        embedder: embedder.identity.details,
        ...(!recorded && { calls: { mode, concurrency } }),
        inputs: {
          ...inputsOf(design, model, embedder, texts),
          // A strict run is not gone on with otherwise, nor any other strictly.
          ...(isStrict && { mode }),
        },
      },
      system(stored, folder) {
        backends.logInto(folder)
        const prompt = texts.prompt.value
        const parts = {
          embedder,
          prompt,
          reply: texts.reply?.value ?? null,
          corpus: texts.corpus.value,
        }
        const asked = isStrict ? warmedModel(model, warmUpCall(design, replicate, prompt)) : model
        return llmSystem(design, replicate, {
          ...parts,
          model: stored === null ? asked : resumedModel(asked, stored),
        })
      },
    }
  }
  return { design, job }
}

/** What must not change under a run. */
export function inputsOf(design: LlmDesign, model: LanguageModel, embedder: Embedder, texts: LlmTexts) {
  return {
    model: { reference: model.reference, digest: model.identity.digest },
    embedder: { reference: embedder.reference, digest: embedder.identity.digest },
    ...textInputs(design, texts),
  }
}

/** Whether the model can begin its answers as the questions of the design begin them. */
function canAnswer(model: LanguageModel, design: LlmDesign, prompt: Prompt): boolean {
  return model.continuesBegunAnswers || questionsOf(design, prompt).every(({ begin }) => begin === null)
}

/** The call before the first of a strict run: the first question, with what it asks for as its context. */
export function warmUpCall(
  design: LlmDesign,
  replicate: number,
  { questions: [question] }: Prompt,
): ModelCall {
  const key = { t: 0, agent: 0, purpose: 'warm-up', question: 0, attempt: 0 } as const
  const { begin, stop, query, message } = question
  const seed = callSeed({ seed: design.seed, replicate }, key)
  return { key, seed, prompt: message.fill({ context: query }), begin, stop }
}
