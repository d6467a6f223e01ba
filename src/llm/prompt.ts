import { parse as parseYaml } from 'yaml'
import { z } from 'zod'
import { InputError, messageOf } from '../core/errors.ts'
import { parseTemplate, type Template } from './template.ts'

/** A question: what is retrieved for it, how it is put, and what an answer to it must look like. */
export interface Question {
  /** The text that memory items are retrieved for. */
  readonly query: string
  /** Words that an answer in the asked format contains. */
  readonly format: string
  /** The beginning of every answer, given to the model to continue; null where it answers freely. */
  readonly begin: string | null
  /** Texts that end an answer and are not part of it; none where the model ends it by itself. */
  readonly stop: readonly string[]
  readonly message: Template<'context'>
}

/** A prompt file: the question that silos are read from, then the further ones that a design may ask for. */
export interface Prompt {
  readonly questions: readonly [Question, ...Question[]]
}

const shape = {
  query: z.string().trim().min(1),
  format: z.string().trim().min(1),
  begin: z.string().trim().min(1).nullable(),
  stop: z.array(z.string().min(1)).readonly().default([]),
}

const frontMatter = z.strictObject({
  ...shape,
  further: z
    .array(z.strictObject({ ...shape, message: z.string() }))
    .readonly()
    .default([]),
})

/**
 * Parses a prompt file: YAML front matter (query, format, begin, stop, further) between lines of three dashes,
 * then the message with one {context}. Each of the further questions has the same fields, and its message.
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
  const { further, ...first } = parsed.data
  return {
    questions: [
      questionOf({ ...first, message: parts[2] }, path),
      ...further.map((question, place) => questionOf(question, `${path}: further question ${place + 1}`)),
    ],
  }
}

function questionOf(
  fields: Omit<Question, 'message'> & { readonly message: string },
  place: string,
): Question {
  const { begin, format } = fields
  if (begin !== null && !begin.includes(format)) {
    throw new InputError(
      `${place}: begin: got ${JSON.stringify(begin)}, accepted: a text that contains the format ${JSON.stringify(format)}`,
    )
  }
  return { ...fields, message: parseTemplate(fields.message, ['context'], place) }
}
