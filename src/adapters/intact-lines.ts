const newline = 10

/**
 * Passes a stream of JSON lines on, line by line, and fails at one that is no JSON or has no end. The client
 * library of Ollama prints such lines and goes on without them: a word would be missing from an answer.
 */
export function intactLines(): TransformStream<Uint8Array, Uint8Array> {
  let rest = Buffer.alloc(0)
  const check = (line: Uint8Array) => {
    const text = new TextDecoder().decode(line).trim()
    if (text !== '') JSON.parse(text)
  }
  return new TransformStream({
    transform(chunk, controller) {
      const bytes = Buffer.concat([rest, chunk])
      const end = bytes.lastIndexOf(newline) + 1
      for (let start = 0; start < end; ) {
        const next = bytes.indexOf(newline, start) + 1
        check(bytes.subarray(start, next))
        start = next
      }
      rest = bytes.subarray(end)
      if (end > 0) controller.enqueue(bytes.subarray(0, end))
    },
    flush(controller) {
      check(rest)
      if (rest.length > 0) controller.enqueue(rest)
    },
  })
}

/** The same fetch, whose answers of JSON lines are passed on only where they are intact. */
export function withIntactLines(plain: typeof fetch): typeof fetch {
  return async (input, init) => {
    const response = await plain(input, init)
    if (!/ndjson/.test(response.headers.get('content-type') ?? '')) return response
    return new Response(response.body?.pipeThrough(intactLines()), response)
  }
}
