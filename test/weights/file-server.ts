import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a path of the server holds, and how it misbehaves. */
export interface Served {
  readonly body: Uint8Array | string
  /** The connection breaks after that many bytes, the first `times` times that the path is asked for. */
  readonly breaks?: { readonly after: number; readonly times: number }
  /** Ranges are not understood: the whole file comes every time. */
  readonly ignoresRange?: boolean
  /** Takes the question and never answers. */
  readonly silent?: boolean
  /** Answers with this status before it delivers, the first `times` times. */
  readonly refuses?: { readonly status: number; readonly times: number }
}

export interface FileServer {
  /** Without a slash at its end. */
  readonly address: string
  /** What was asked for, in order: path, then the range if there was one. */
  readonly asked: readonly string[]
  readonly close: () => Promise<void>
}

/** A real server on the loopback interface. */
export async function startFileServer(
  files: (address: string) => Readonly<Record<string, Served>>,
): Promise<FileServer> {
  const asked: string[] = []
  const counts = new Map<string, number>()
  let known: Readonly<Record<string, Served>> = {}

  function answer(incoming: IncomingMessage, response: ServerResponse) {
    const path = decodeURIComponent(incoming.url ?? '')
    const { range } = incoming.headers
    asked.push(range === undefined ? path : `${path} ${range}`)
    const count = (counts.get(path) ?? 0) + 1
    counts.set(path, count)
    const served = known[path]
    if (served?.silent) return response
    if (served === undefined) return response.writeHead(404).end()
    if (served.refuses !== undefined && count <= served.refuses.times) {
      return response.writeHead(served.refuses.status).end()
    }
    const whole = Buffer.from(served.body)
    const from = served.ignoresRange ? 0 : Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0)
    if (from >= whole.length) return response.writeHead(416).end()
    const partial = range !== undefined && !served.ignoresRange
    response.writeHead(partial ? 206 : 200, {
      'content-length': whole.length - from,
      ...(partial && { 'content-range': `bytes ${from}-${whole.length - 1}/${whole.length}` }),
    })
    if (served.breaks === undefined || count > served.breaks.times) return response.end(whole.subarray(from))
    // Only once the bytes have left may the connection break.
    return response.write(whole.subarray(from, from + served.breaks.after), () => {
      setTimeout(() => response.destroy(), 50)
    })
  }

  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  known = files(address)
  return {
    address,
    asked,
    close: () =>
      new Promise((resolve, reject) => {
        server.closeAllConnections()
        server.close((error) => (error === undefined ? resolve() : reject(error)))
      }),
  }
}
