import { openEmbedder } from '../adapters/open-embedder.ts'
import { openModel } from '../adapters/open-model.ts'
import type { Trouble } from '../adapters/retrying-model.ts'
import type { Serving } from '../adapters/serving.ts'
import type { LlmDesign } from '../design/design.ts'
import type { Embedder } from '../llm/embedder.ts'
import type { LanguageModel } from '../llm/language-model.ts'
import type { Mode } from './experiment-options.ts'
import { fetching } from './fetching.ts'
import { plain, say } from './output.ts'
import { serverNotices } from './server-notices.ts'
import { transportLog } from './transport.ts'

/** The models and embedders that several designs use, each opened when it is first needed. */
export interface Backends {
  /** Calls to a model in flight. */
  readonly concurrency: number
  readonly mode: Mode
  /** Names the folder of the run that is under way: there is one at a time. */
  logInto(folder: string | null): void
  model(design: LlmDesign): Promise<LanguageModel>
  embedder(design: LlmDesign): Promise<Embedder>
  close(): Promise<void>
}

/** How calls go. */
export interface BackendSettings {
  /** Calls to a model in flight. */
  readonly concurrency: number
  readonly mode: Mode
  readonly serving: Serving
}

/**
 * Keeps open what takes long to open: embedders, and the weights of one model in this process at a time, so that
 * designs of one model should follow each other. A server's model is looked up anew for each design, as another one
 * may stand behind the same name by then.
 */
export function openBackends(settings: BackendSettings): Backends {
  const { concurrency, mode, serving } = settings
  const notices = serverNotices((text) => say(plain(text)), serving.patience)
  const transport = transportLog()
  const options = {
    concurrency,
    mode,
    serving,
    onProgress: fetching(),
    onNotice: (text: string) => say(plain(text)),
    onFault: notices.onFault,
    onTrouble(trouble: Trouble) {
      notices.onTrouble(trouble)
      transport.add(trouble)
    },
  }
  const embedders = new Map<string, Embedder>()
  const served: LanguageModel[] = []
  let inProcess: { readonly key: string; readonly model: LanguageModel } | null = null
  const closeModels = async () => {
    const open = inProcess === null ? served : [...served, inProcess.model]
    inProcess = null
    for (const model of open) await model.close()
    served.length = 0
  }
  return {
    concurrency,
    mode,
    logInto: transport.into,
    async model(design) {
      const key = modelKey(design)
      if (inProcess?.key === key) return inProcess.model
      await closeModels()
      const model = await openModel(design, options)
      if (design.model.startsWith('gguf:')) inProcess = { key, model }
      else served.push(model)
      return model
    },
    async embedder({ embedder: reference }) {
      const open = embedders.get(reference) ?? (await openEmbedder(reference, options))
      embedders.set(reference, open)
      return open
    },
    async close() {
      await closeModels()
      for (const embedder of embedders.values()) await embedder.close()
    },
  }
}

/** Designs of the same key are served by one opened model: it samples in one way. */
export function modelKey(design: LlmDesign): string {
  const { model, furtherServers, temperature, topK, topP, minP, repeatPenalty, maxTokens, context } = design
  return JSON.stringify([
    model,
    furtherServers,
    temperature,
    topK,
    topP,
    minP,
    repeatPenalty,
    maxTokens,
    context,
  ])
}
