import { parse as parseYaml } from 'yaml'
import { z } from 'zod'
import { InputError, messageOf } from '../core/errors.ts'

/** A prompt file: what is retrieved for, what is asked, and what an answer must look like. */
export interface Prompt {
  /** The text that memory items are retrieved for. */
  readonly query: string
  /** Words that an answer in the asked format contains. */
  readonly format: string
  /** The beginning of every answer, given to the model to continue; null where it answers freely. */
  readonly begin: string | null
  /** Texts that end an answer and are not part of it; none where the model ends it by itself. */
  readonly stop: readonly string[]
  /** The message, with the placeholder {context}. */
  readonly template: string
}

const placeholder = /\{([a-z]+)\}/g

const frontMatter = z.strictObject({
  query: z.string().trim().min(1),
  format: z.string().trim().min(1),
  begin: z.string().trim().min(1).nullable(),
  stop: z.array(z.string().min(1)).readonly().default([]),
})

/**
 * Parses a prompt file: YAML front matter (query, format, begin, stop) between lines of three dashes, then the
 * message with one {context}.
 *
 * @throws InputError that names the file and what is wrong with it
 */
export function parsePrompt(content: string, path: string): Prompt {
  const parts = /^---\r?\n([\s\S]*?)\r?\n---\r?\n([\s\S]+)$/.exec(content)
  if (parts === null)
    throw new InputError(`${path}: expected front matter between lines of "---", then the message`)
  let head: unknown
  try {
    head = parseYaml(parts[1])
  } catch (error) {
    throw new InputError(`${path}: the front matter is not valid YAML: ${messageOf(error)}`)
  }
  const parsed = frontMatter.safeParse(head)
  if (!parsed.success) throw new InputError(`${path}: ${z.prettifyError(parsed.error)}`)
  const template = parts[2].trim()
  const found = [...template.matchAll(placeholder)].map((match) => match[1])
  if (found.length !== 1 || found[0] !== 'context') {
    throw new InputError(`${path}: got the placeholders [${found.join(', ')}], accepted: {context}, once`)
  }
  const { begin, format } = parsed.data
  if (begin !== null && !begin.includes(format)) {
    throw new InputError(
      `${path}: begin: got ${JSON.stringify(begin)}, accepted: a text that contains the format ${JSON.stringify(format)}`,
    )
  }
  return { ...parsed.data, template }
}

/** The message with the context put in as it is. */
export function renderPrompt(prompt: Prompt, context: string): string {
  return prompt.template.replace(placeholder, () => context)
}
