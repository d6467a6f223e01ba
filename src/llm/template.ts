import { InputError } from '../core/errors.ts'

/** A text with places for other texts. */
export interface Template<Place extends string> {
  /** The text with every place filled. What is put in is left as it is: a place named in it stays unfilled. */
  fill(texts: Readonly<Record<Place, string>>): string
}

const placeholder = /\{([a-z]+)\}/g

/**
 * Parses a text that names each of the places once, in braces.
 *
 * @param where the text is from, for the complaint
 * @throws InputError where it names others, or one of them not once
 */
export function parseTemplate<Place extends string>(
  text: string,
  places: readonly Place[],
  where: string,
): Template<Place> {
  const template = text.trim()
  const found = [...template.matchAll(placeholder)].map((match) => match[1])
  if (found.toSorted().join() !== places.toSorted().join()) {
    const accepted = places.map((place) => `{${place}}`).join(' and ')
    throw new InputError(
      `${where}: got the placeholders [${found.join(', ')}], accepted: ${accepted}, ${places.length > 1 ? 'each once' : 'once'}`,
    )
  }
  const byName = (texts: Readonly<Record<string, string>>) =>
    template.replace(placeholder, (_, name: string) => texts[name])
  return { fill: byName }
}

/** What a partner that is asked is told: its own context, and the asker's message. */
export type ReplyTemplate = Template<'context' | 'message'>

/**
 * Parses a reply file: the message to a partner, with one {context} and one {message}. What a reply must look
 * like, and how it is begun, is what the prompt says of its first question.
 *
 * @throws InputError that names the file and what is wrong with it
 */
export function parseReply(content: string, path: string): ReplyTemplate {
  return parseTemplate(content, ['context', 'message'], path)
}
