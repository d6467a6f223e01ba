import { type Loaded, loadCorpus, loadPrompt, loadReply } from '../adapters/text-files.ts'
import { badInput } from '../core/errors.ts'
import type { LlmDesign } from '../design/design.ts'
import type { Corpus } from '../llm/corpus.ts'
import type { Prompt } from '../llm/prompt.ts'
import type { ReplyTemplate } from '../llm/template.ts'

/** The texts that a design of language models names. */
export interface LlmTexts {
  readonly prompt: Loaded<Prompt>
  /** null where partners are not asked. */
  readonly reply: Loaded<ReplyTemplate> | null
  readonly corpus: Loaded<Corpus>
}

/**
 * Loads and checks the texts of a design.
 *
 * @throws InputError where one is not there, or is not what the design needs
 */
export function loadTexts(design: LlmDesign): LlmTexts {
  const prompt = loadPrompt(design.prompt)
  const { length } = prompt.value.questions
  if ((design.questions ?? 1) > length) {
    const range = length === 1 ? '1' : `a whole number from 1 to ${length}`
    throw badInput('questions', design.questions, `${range}, as many as prompt ${design.prompt} has`)
  }
  return {
    prompt,
    reply: design.protocol === 'ask' ? loadReply(design.replyPrompt) : null,
    corpus: loadCorpus(design.corpus),
  }
}

/** Which texts went into a run, by name and hash. */
export function textInputs(design: LlmDesign, { prompt, reply, corpus }: LlmTexts) {
  return {
    prompt: { name: design.prompt, sha256: prompt.sha256 },
    ...(design.protocol === 'ask' &&
      reply !== null && { replyPrompt: { name: design.replyPrompt, sha256: reply.sha256 } }),
    corpus: { name: design.corpus, sha256: corpus.sha256 },
  }
}
