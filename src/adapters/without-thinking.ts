/** An answer without the thinking that some servers pass on as text; thinking that was cut off has no end mark. */
export function withoutThinking(text: string): string {
  return text.replace(/^\s*<think>.*?(?:<\/think>|$)/s, '')
}
