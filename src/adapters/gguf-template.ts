import { JinjaTemplateChatWrapper, type LlamaModel, resolveChatWrapper, type Token } from 'node-llama-cpp'
import { FailureError } from '../core/errors.ts'
import { sha256 } from '../weights/file-hash.ts'
import type { ChatTemplate } from '../weights/model-entry.ts'

/** How a message becomes the tokens that a model reads. */
export interface Rendering {
  /** What the template is known by in the record of a run. */
  readonly hash: string
  /** Texts that end an answer, beside the model's own end tokens. */
  readonly stop: readonly string[]
  /** The tokens up to where the model goes on: after the head of the answer, or after its beginning. */
  tokens(prompt: string, begin: string | null): Token[]
}

/** The template of a catalogue model. It is read as one text, as servers do it, so the tokens are the same. */
export function pieceRendering(model: LlamaModel, template: ChatTemplate): Rendering {
  const { before, after, stop } = template
  return {
    hash: sha256(JSON.stringify([before, after])),
    stop,
    tokens: (prompt, begin) =>
      begun(model, model.tokenize(`${before}${prompt}${after}${begin?.trimEnd() ?? ''}`, true)),
  }
}

/**
 * The template that a file itself carries.
 *
 * @throws FailureError where it carries none
 */
export function ownRendering(model: LlamaModel, path: string): Rendering {
  const template = model.fileInfo.metadata.tokenizer?.chat_template
  if (template === undefined) {
    throw new FailureError(
      `${path} holds no chat template, so it is no chat model: take the GGUF file of a chat or instruct model`,
    )
  }
  const wrapper = resolveChatWrapper(model, {
    warningLogs: false,
    customWrapperSettings: { jinjaTemplate: { reasoning: false } },
  })
  const kind = wrapper instanceof JinjaTemplateChatWrapper ? '' : wrapper.wrapperName
  return {
    hash: sha256(`${kind}${template}`),
    stop: [],
    tokens(prompt, begin) {
      const { contextText } = wrapper.generateContextState({
        chatHistory: [
          { type: 'user', text: prompt },
          { type: 'model', response: begin === null ? [] : [begin.trimEnd()] },
        ],
      })
      return begun(model, contextText.tokenize(model.tokenizer))
    },
  }
}

/** With the token that the model expects at the very beginning. */
function begun(model: LlamaModel, tokens: Token[]): Token[] {
  const { bos, shouldPrependBosToken } = model.tokens
  return shouldPrependBosToken && bos !== null && tokens[0] !== bos ? [bos, ...tokens] : tokens
}
