/**
 * What can change how the text around it is shown, or hide in it: control characters except tab and line
 * feed, marks that turn the direction of writing, line and paragraph separators, characters without any
 * shape, tags, halves of surrogate pairs and non-characters.
 */
const active =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that must not get through
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\p{Surrogate}]|[\u{e0000}-\u{e007f}]/gu

/**
 * The text with every active character replaced by its visible name, such as ‹U+001B› for escape. Carriage
 * returns of line ends are dropped. It says nothing about markup: escaping is the renderer's part.
 */
export function inertText(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(active, (character) => {
    const code = character.codePointAt(0) ?? 0xfffd
    return `‹U+${code.toString(16).toUpperCase().padStart(4, '0')}›`
  })
}
