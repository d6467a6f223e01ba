import { badInput, InputError } from '../core/errors.ts'
import type { LlmDesign } from '../design/design.ts'
import type { LanguageModel, Sampling } from '../llm/language-model.ts'
import { findRuns, readHeader } from '../trace/read-run.ts'
import { openStoredTrace } from '../trace/stored-trace.ts'
import { limitedModel } from './limited-model.ts'
import { recordedModel } from './recorded-model.ts'
import { retryingModel } from './retrying-model.ts'
import { scriptedModel } from './scripted-model.ts'

/** How a model is to be opened. */
export interface ModelOptions {
  /** Calls in flight. */
  readonly concurrency: number
  /** Told what is going on while something large is fetched or loaded. */
  readonly onProgress: (progress: {
    readonly label: string
    readonly done: number
    readonly total: number
  }) => void
}

const accepted = 'ollama:NAME[:TAG], gguf:NAME|PATH, recorded:DIR, scripted:copy'

/**
 * Opens the model that a design names, for one replicate.
 *
 * @throws InputError for a reference of an unknown kind
 */
export async function openModel(design: LlmDesign, options: ModelOptions): Promise<LanguageModel> {
  const reference = design.model
  const kind = reference.slice(0, Math.max(reference.indexOf(':'), 0))
  const { concurrency, onProgress } = options
  switch (kind) {
    case 'scripted':
      return limitedModel(scriptedModel(reference), concurrency)
    case 'recorded':
      throw new InputError('recorded models are opened for each run')
    case 'gguf': {
      const { openGguf } = await import('./gguf.ts')
      return limitedModel(
        await openGguf(reference, samplingOf(design), { sequences: concurrency, onProgress }),
        concurrency,
      )
    }
    case 'ollama': {
      const { openOllama } = await import('./ollama.ts')
      return limitedModel(retryingModel(await openOllama(reference, samplingOf(design))), concurrency)
    }
    default:
      throw badInput('model', reference, accepted)
  }
}

/** The answers of the one recorded run that has this design's cell and replicate. */
export function openRecorded(design: LlmDesign, replicate: number): LanguageModel {
  const folder = design.model.slice('recorded:'.length)
  const matching = findRuns(folder).filter((run) => {
    const header = readHeader(run)
    const { system, mirror, neighbors } = header.design
    const sameCell = mirror === design.mirror && neighbors === design.neighbors
    return system === 'llm' && sameCell && header.replicate === replicate
  })
  if (matching.length !== 1) {
    throw new InputError(
      `model: ${design.model} holds ${matching.length} llm runs with mirror ${design.mirror}, neighbors ` +
        `${design.neighbors} and replicate ${replicate}; accepted: a folder with exactly one`,
    )
  }
  return recordedModel(design.model, openStoredTrace(matching[0]))
}

function samplingOf(design: LlmDesign): Sampling {
  const { temperature, topK, topP, minP, repeatPenalty, maxTokens, context } = design
  return { temperature, topK, topP, minP, repeatPenalty, maxTokens, contextSize: context }
}
