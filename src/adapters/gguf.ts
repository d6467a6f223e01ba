import { stat } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { basename } from 'node:path'
import { getLlama, getModuleVersion, type Llama, LlamaLogLevel, type LlamaModel } from 'node-llama-cpp'
import pLimit from 'p-limit'
import { badInput, FailureError, InputError, messageOf } from '../core/errors.ts'
import type { LanguageModel, Sampling } from '../llm/language-model.ts'
import { cacheFolder } from '../weights/cache-folder.ts'
import { catalogue } from '../weights/catalogue.ts'
import { knownHash } from '../weights/file-hash.ts'
import type { ChatTemplate } from '../weights/model-entry.ts'
import { ensureModel, type PullProgress } from '../weights/models.ts'
import { answer } from './gguf-answer.ts'
import { ownRendering, pieceRendering } from './gguf-template.ts'
import { idleThreads } from './idle-processors.ts'

/** How an in-process model is to be run. */
export interface GgufOptions {
  /**
   * Threads of the processor; by default as many as find a processor idle, looked at again all the time. No
   * answer depends on it.
   */
  readonly threads?: number
  /**
   * Calls that are worked on together; 1 by default. With more than one, calls share arithmetic, and which
   * ones do is a matter of timing: answers are then right in distribution, but not repeatable.
   */
  readonly sequences?: number
  /** Told how far weights that must first be fetched have come, in bytes. */
  readonly onProgress?: (progress: PullProgress) => void
}

interface Weights {
  readonly path: string
  readonly digest: string
  /** null: the file's own. */
  readonly template: ChatTemplate | null
}

/**
 * Opens a language model that runs inside this process, on the processor.
 *
 * @param reference `gguf:NAME` of the catalogue, which is fetched where it is not there yet, or `gguf:PATH`
 * @throws InputError where there is no such model or file, or the context is longer than it can have
 * @throws FailureError where the weights cannot be fetched or loaded
 */
export async function openGguf(
  reference: string,
  sampling: Sampling,
  { threads, sequences = 1, onProgress }: GgufOptions = {},
): Promise<LanguageModel> {
  const weights = await weightsOf(reference, onProgress)
  const mostThreads = threads ?? availableParallelism()
  const complaints: string[] = []
  try {
    const llama = await getLlama({
      gpu: false,
      build: 'never',
      maxThreads: mostThreads,
      logLevel: LlamaLogLevel.error,
      logger: (_level, message) => complaints.push(message.trim()),
    })
    const idle = idleThreads(mostThreads)
    const adapt = () => {
      if (threads === undefined) llama.maxThreads = idle()
    }
    try {
      return await modelOn(llama, reference, weights, sampling, { mostThreads, sequences, adapt })
    } catch (error) {
      await llama.dispose()
      throw error
    }
  } catch (error) {
    if (error instanceof InputError || error instanceof FailureError) throw error
    throw new FailureError(`${reference} cannot be loaded: ${[messageOf(error), ...complaints].join('; ')}`)
  }
}

interface Execution {
  readonly mostThreads: number
  readonly sequences: number
  /** Fits the number of threads to what the machine has idle. */
  readonly adapt: () => void
}

async function modelOn(
  llama: Llama,
  reference: string,
  weights: Weights,
  sampling: Sampling,
  { mostThreads, sequences, adapt }: Execution,
): Promise<LanguageModel> {
  const { contextSize } = sampling
  const model = await llama.loadModel({ modelPath: weights.path })
  if (contextSize > model.trainContextSize) {
    throw badInput('context', contextSize, `at most the ${model.trainContextSize} tokens of ${reference}`)
  }
  const rendering =
    weights.template === null ? ownRendering(model, weights.path) : pieceRendering(model, weights.template)
  const context = await model.createContext({
    threads: mostThreads,
    sequences,
    contextSize,
    flashAttention: false,
  })
  const free = Array.from({ length: sequences }, () => context.getSequence())
  const limit = pLimit(sequences)
  return {
    reference,
    identity: {
      digest: weights.digest,
      details: {
        file: basename(weights.path),
        bytes: await bytesOf(weights.path),
        architecture: architectureOf(model),
        library: `node-llama-cpp ${await getModuleVersion()}`,
        template: rendering.hash,
        sequences,
      },
    },
    continuesBegunAnswers: true,
    complete: (call) =>
      limit(async () => {
        const sequence = free.pop()
        if (sequence === undefined) throw new Error('expected a free sequence for every call let in')
        try {
          return await answer(sequence, rendering, sampling, call, adapt)
        } finally {
          free.push(sequence)
        }
      }),
    close: () => llama.dispose(),
  }
}

async function weightsOf(
  reference: string,
  onProgress: ((progress: PullProgress) => void) | undefined,
): Promise<Weights> {
  const name = reference.replace(/^gguf:/, '')
  const known = catalogue.find((model) => model.kind === 'gguf' && model.name === name)
  if (known?.kind === 'gguf') {
    const { paths } = await ensureModel(known, onProgress === undefined ? {} : { onProgress })
    return { path: paths[0], digest: known.files[0].sha256, template: known.template }
  }
  if (!name.endsWith('.gguf')) throw unknownGguf(reference)
  if (!(await stat(name).catch(() => null))?.isFile()) {
    throw badInput('model', reference, 'gguf:PATH of a file that is there')
  }
  return { path: name, digest: await knownHash(cacheFolder(), name), template: null }
}

/** The complaint about a reference that is neither in the catalogue nor a path. */
export function unknownGguf(reference: string): InputError {
  const names = catalogue.filter(({ kind }) => kind === 'gguf').map(({ name }) => `gguf:${name}`)
  return badInput('model', reference, `${names.join(', ')}, gguf:PATH.gguf`)
}

function architectureOf(model: LlamaModel): string {
  return model.fileInfo.metadata.general.architecture
}

async function bytesOf(path: string): Promise<number> {
  return (await stat(path)).size
}
