/**
 * How an Ollama server is brought to continue an answer that was begun for it.
 *
 * `assistant-message`: a chat that ends with the assistant's words. Servers cut a template of the old form
 * (with `.Prompt`, one exchange) right after the response, so the model goes on from there.
 * `template-override`: templates that range over `.Messages` may close the assistant's turn and open the
 * next, so the beginning is put at the end of the template that renders the prompt: it then follows the
 * opening of the assistant's turn.
 * Both leave the rendering to the server, so nothing here interprets its template language.
 */
export type BeginMethod = 'assistant-message' | 'template-override'

/**
 * The method for a model; null where its prompts are made by code inside the server (RENDERER, PARSER, and
 * the gpt-oss family), which neither method reaches.
 */
export function beginMethodOf(
  template: string,
  modelfile: string,
  family: string | null,
): BeginMethod | null {
  if (/^(RENDERER|PARSER)\s/m.test(modelfile) || /^gpt-?oss$/.test(family ?? '')) return null
  return /\.Messages\b/.test(template) ? 'template-override' : 'assistant-message'
}

/** The template with a text after it; quoted, so that the text is not read as template language. */
export function templateEndingIn(template: string, text: string): string {
  return `${template}{{ ${JSON.stringify(text)} }}`
}

/**
 * The stop texts among a model's parameters (one `name value` a line, texts quoted as in Go). They have to be
 * repeated when a call adds one of its own, because a call's list replaces the model's.
 */
export function stopsOf(parameters: string): readonly string[] {
  return [...parameters.matchAll(/^stop\s+(.+)$/gm)].map(([, value]) => {
    const quoted = /^"(.*)"\s*$/.exec(value)?.[1]
    return quoted === undefined ? value.trim() : unescaped(quoted)
  })
}

function unescaped(text: string): string {
  return text.replaceAll(/\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|(.))/g, (_, byte, unit, letter) => {
    if (letter === undefined) return String.fromCharCode(Number.parseInt(byte ?? unit, 16))
    return { n: '\n', t: '\t', r: '\r' }[letter as string] ?? letter
  })
}
