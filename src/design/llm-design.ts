import { badInput } from '../core/errors.ts'
import type { FlowerReader } from '../llm/flowers.ts'
import type { Sampling } from '../llm/language-model.ts'
import type { PresetDesign } from '../llm/llm-system.ts'
import type { CommonDesign } from './common-design.ts'
import type { DesignInput } from './fields.ts'

interface LlmBase extends CommonDesign, Omit<Sampling, 'contextSize'> {
  readonly system: 'llm'
  readonly model: string
  /** References to the same model elsewhere: they share the calls, and are no part of what a run is known by. */
  readonly furtherServers: readonly string[]
  readonly embedder: string
  readonly prompt: string
  readonly corpus: string
  readonly reader: FlowerReader
  readonly context: number
  readonly retries: number
  /** Questions at every time; absent where there is one, so that such runs keep the names that they had. */
  readonly questions?: number
}

/** What partners exchange; asked, they are asked with the message of a reply prompt. */
type LlmProtocol = { readonly protocol: 'copy' } | { readonly protocol: 'ask'; readonly replyPrompt: string }

/** The resolved design of a system of language models. */
export type LlmDesign = LlmBase & PresetDesign & LlmProtocol

/** The embedder unless a design names another. */
export const usualEmbedder = 'transformers:Xenova/all-MiniLM-L6-v2'

/** Sentences that are retrieved for a question unless a design says otherwise, of memories that hold as many. */
const usuallyRetrieved = 3

/** @throws InputError for options that the preset or protocol does not have */
export function resolveLlm(common: CommonDesign, input: DesignInput): LlmDesign {
  const questions = input.questions ?? 1
  const [model, ...furtherServers] = [input.model ?? 'gguf:tinyllama'].flat()
  return {
    system: 'llm',
    ...common,
    model,
    furtherServers,
    embedder: input.embedder ?? usualEmbedder,
    ...presetOf(common, input),
    prompt: input.prompt ?? usualPrompt(input),
    corpus: input.corpus ?? 'prettiest-flower',
    reader: input.reader ?? 'words',
    ...protocolOf(input),
    temperature: input.temperature ?? 0.75,
    topK: input['top-k'] ?? 0,
    topP: input['top-p'] ?? 1,
    minP: input['min-p'] ?? 0,
    repeatPenalty: input['repeat-penalty'] ?? 1,
    maxTokens: input['max-tokens'] ?? 500,
    context: input.context ?? 2048,
    retries: input.retries ?? 4,
    ...(questions > 1 && { questions }),
  }
}

/** A memory of the released code holds one item a topic, and one question a topic can be asked of it. */
function usualPrompt({ preset = 'released', questions = 1 }: DesignInput): string {
  if (preset === 'described') return 'described'
  return questions > 1 ? 'topics' : 'released'
}

function presetOf({ memory }: CommonDesign, input: DesignInput): PresetDesign {
  const { preset = 'released', retrieved } = input
  if (preset === 'released') {
    if (retrieved !== undefined) throw badInput('retrieved', retrieved, 'nothing, or preset described')
    return { preset }
  }
  if (retrieved !== undefined && retrieved > memory)
    throw badInput('retrieved', retrieved, `a whole number from 1 to ${memory} (memory)`)
  return {
    preset,
    retrieved: retrieved ?? Math.min(usuallyRetrieved, memory),
    memoryRule: input['memory-rule'] ?? 'farthest',
  }
}

function protocolOf({ protocol = 'copy', 'reply-prompt': replyPrompt }: DesignInput): LlmProtocol {
  if (protocol === 'ask') return { protocol, replyPrompt: replyPrompt ?? 'reply' }
  if (replyPrompt !== undefined) throw badInput('reply-prompt', replyPrompt, 'nothing, or protocol ask')
  return { protocol }
}
