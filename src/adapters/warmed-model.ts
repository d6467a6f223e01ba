import type { LanguageModel, ModelCall } from '../llm/language-model.ts'

/**
 * The same model, which is asked one call more before the first: it loads what has to be loaded and leaves the
 * caches of a server in the same state whatever was asked before. The answer is thrown away; closing is left to
 * the owner of the model.
 */
export function warmedModel(model: LanguageModel, warmUp: ModelCall): LanguageModel {
  let warm: Promise<unknown> | null = null
  return {
    ...model,
    async complete(call) {
      warm ??= model.complete(warmUp)
      await warm
      return model.complete(call)
    },
    async close() {},
  }
}
