import type { Packed } from '../page-data.ts'

/** Whether this browser can unpack the data of the page. */
export const canUnpack = typeof DecompressionStream === 'function'

/** The value that was packed into the page. */
export async function unpack<Value>(packed: Packed<Value>): Promise<Value> {
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0))
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'))
  return JSON.parse(await new Response(stream).text()) as Value
}
