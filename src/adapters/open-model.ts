import { badInput, InputError } from '../core/errors.ts'
import type { LlmDesign } from '../design/design.ts'
import type { LanguageModel, Sampling } from '../llm/language-model.ts'
import { findRuns, readHeader } from '../trace/read-run.ts'
import { openStoredTrace } from '../trace/stored-trace.ts'
import { limitedModel } from './limited-model.ts'
import { ollamaForm } from './ollama-reference.ts'
import { openaiForm } from './openai-reference.ts'
import { patiently } from './patiently.ts'
import { recordedModel } from './recorded-model.ts'
import { retryingModel, type Trouble } from './retrying-model.ts'
import { scriptedModel } from './scripted-model.ts'
import { defaultServing, openingPatience, type Serving } from './serving.ts'
import { sharedModel } from './shared-model.ts'

/** How a model is to be opened. */
export interface ModelOptions {
  /** Calls in flight. */
  readonly concurrency: number
  readonly serving?: Serving
  /** Told what is going on while something large is fetched or loaded. */
  readonly onProgress: (progress: {
    readonly label: string
    readonly done: number
    readonly total: number
  }) => void
  /** Told of failures of a server that are waited out, and of their end. */
  readonly onTrouble?: (trouble: Trouble) => void
}

const accepted = `${ollamaForm}, gguf:NAME|PATH, ${openaiForm}, recorded:DIR, scripted:copy`

/**
 * Opens the model that a design names, for one replicate; on several servers where it names several.
 *
 * @throws InputError for a reference of an unknown kind, or servers with different models
 */
export async function openModel(design: LlmDesign, options: ModelOptions): Promise<LanguageModel> {
  const { model: reference, furtherServers } = design
  const { concurrency, onProgress } = options
  const kind = kindOf(reference)
  if (kind === 'ollama' || kind === 'openai') return openOnServers(design, options)
  if (furtherServers.length > 0) {
    throw badInput('model', [reference, ...furtherServers], 'several of ollama: or openai: alone')
  }
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
    default:
      throw badInput('model', reference, accepted)
  }
}

/** The same model on each of its servers; the wrappers are around all of them together. */
async function openOnServers(design: LlmDesign, options: ModelOptions): Promise<LanguageModel> {
  const { concurrency, serving = defaultServing, onTrouble = () => {} } = options
  const patience = openingPatience(serving.patience)
  const open = (reference: string) =>
    patiently(() => openServer(reference, samplingOf(design), serving, options), { patience })
  const opened: LanguageModel[] = []
  try {
    const first = await open(design.model)
    opened.push(first)
    for (const reference of design.furtherServers) opened.push(await open(reference))
    const shared = opened.length === 1 ? first : sharedModel(opened)
    return limitedModel(retryingModel(shared, { patience: serving.patience, onTrouble }), concurrency)
  } catch (error) {
    for (const model of opened) await model.close()
    throw error
  }
}

async function openServer(
  reference: string,
  sampling: Sampling,
  { limits, keepAlive, pull }: Serving,
  { onProgress }: ModelOptions,
): Promise<LanguageModel> {
  switch (kindOf(reference)) {
    case 'ollama': {
      const { openOllama } = await import('./ollama.ts')
      return openOllama(reference, sampling, { limits, keepAlive, pull, onProgress })
    }
    case 'openai': {
      const { openOpenai } = await import('./openai.ts')
      return openOpenai(reference, sampling, { limits })
    }
    default:
      throw badInput('model', reference, `beside another server: ${ollamaForm}, ${openaiForm}`)
  }
}

function kindOf(reference: string): string {
  return reference.slice(0, Math.max(reference.indexOf(':'), 0))
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
