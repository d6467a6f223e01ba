import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { hashVector } from '../../src/adapters/hash-embedder.ts'

/** What the fake server does with a call for an answer. */
export type Behaviour =
  | { readonly kind: 'answer'; readonly text?: string; readonly thinking?: string; readonly end?: object }
  | {
      readonly kind: 'status'
      readonly status: number
      readonly body: string
      readonly type?: string
      readonly headers?: Readonly<Record<string, string>>
    }
  /** An answer with a line in it that is cut short. */
  | { readonly kind: 'damaged-line' }
  /** An answer whose last line is cut short, and a proper end of the connection. */
  | { readonly kind: 'torn-end' }
  /** Nothing for so many milliseconds, then an answer. */
  | { readonly kind: 'late'; readonly after: number }
  /** A word, then nothing. */
  | { readonly kind: 'stall' }
  /** A word every so many milliseconds, without end. */
  | { readonly kind: 'drip'; readonly every: number }
  /** A word, then a broken connection. */
  | { readonly kind: 'break' }
  /** A word, then an error line. */
  | { readonly kind: 'error-line'; readonly error: string }

/** A request that the fake server got. */
export interface FakeRequest {
  readonly path: string
  readonly body: Record<string, unknown> & {
    readonly options?: { readonly seed?: number }
    readonly messages?: readonly { readonly role: string; readonly content: string }[]
  }
}

/** A server that speaks as much of Ollama's protocol as the adapter uses. */
export interface FakeOllama {
  readonly host: string
  readonly requests: FakeRequest[]
  /** What comes next, one call each; then plain answers. */
  readonly next: Behaviour[]
  /** What /api/show says. */
  show: Record<string, unknown>
  /** Names of the models that are there; a pull adds to them. */
  models: string[]
  /** What /api/tags says of each. */
  digest: string
  /** Answers that are neither finished nor given up by the client. */
  unfinished(): number
  /** Connections that are open now, idle ones too. */
  connections(): Promise<number>
  close(): Promise<void>
}

export const fakeDigest = 'd'.repeat(64)

/** Starts the fake server on a free port of this machine; it has one model, `fake:latest`. */
export async function startFakeOllama(): Promise<FakeOllama> {
  const requests: FakeRequest[] = []
  const next: Behaviour[] = []
  let unfinished = 0
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    const path = request.url ?? ''
    const body = text === '' ? {} : JSON.parse(text)
    requests.push({ path, body })
    unfinished++
    response.on('close', () => unfinished--)
    if (path === '/api/version') return json(response, 200, { version: '9.9.9' })
    if (path === '/api/tags')
      return json(response, 200, {
        models: fake.models.map((name) => ({ name: `${name}:latest`, digest: fake.digest })),
      })
    if (path === '/api/show') return json(response, 200, fake.show)
    if (path === '/api/chat' || path === '/api/generate') {
      return behave(response, next.shift() ?? { kind: 'answer' }, path === '/api/chat', body.options ?? {})
    }
    if (path === '/api/embed') return embed(response, next.shift() ?? null, body.input ?? [])
    if (path === '/api/pull') return pull(response, body.name ?? '')
    return json(response, 404, { error: 'no such path' })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const fake: FakeOllama = {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    next,
    models: ['fake'],
    digest: fakeDigest,
    show: {
      template: '<|user|>\n{{ .Prompt }}</s>\n<|assistant|>\n',
      parameters: 'stop    "</s>"\ntemperature    0.1',
      modelfile: `FROM models/blobs/sha256-${'a'.repeat(64)}\nPARAMETER stop </s>\n`,
      details: { family: 'llama', parameter_size: '1.1B', quantization_level: 'Q4_0' },
      capabilities: ['completion'],
      model_info: { 'general.architecture': 'llama', 'llama.context_length': 4096 },
    },
    unfinished: () => unfinished,
    connections: () =>
      new Promise((resolve, reject) =>
        server.getConnections((error, count) => (error === null ? resolve(count) : reject(error))),
      ),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  function embed(response: ServerResponse, what: Behaviour | null, input: readonly string[]) {
    if (what?.kind === 'status') return json(response, what.status, JSON.parse(what.body))
    if (what?.kind === 'break') return response.destroy()
    if (input.some((text) => text.length > 2000))
      return json(response, 400, { error: 'the input length exceeds the context length' })
    // One too few is what a faulty server gives.
    const texts = what === null ? input : input.slice(1)
    // As servers do with models whose texts begin with no token of their own.
    if (texts.includes('')) return json(response, 500, { error: 'no input provided' })
    return json(response, 200, { embeddings: texts.map((text) => [...hashVector(`x ${text}`)]) })
  }
  async function pull(response: ServerResponse, name: string) {
    response.writeHead(200, { 'content-type': 'application/x-ndjson' })
    const line = (value: object) => response.write(`${JSON.stringify(value)}\n`)
    line({ status: 'pulling manifest' })
    if (name === 'unknown') {
      line({ error: 'pull model manifest: file does not exist' })
      return response.end()
    }
    const digest = `sha256:${'a'.repeat(64)}`
    for (const completed of [0, 400, 1000]) {
      line({ status: 'pulling aaaaaaaaaaaa', digest, total: 1000, completed })
      await pause(1)
    }
    fake.models.push(name)
    line({ status: 'success' })
    return response.end()
  }
  return fake
}

async function behave(
  response: ServerResponse,
  what: Behaviour,
  chat: boolean,
  { seed = 0, stop = [] }: { readonly seed?: number; readonly stop?: readonly string[] },
) {
  const part = (content: string, more: object = {}) =>
    `${JSON.stringify({
      model: 'fake',
      ...(chat ? { message: { role: 'assistant', content, ...more } } : { response: content, ...more }),
      done: false,
    })}\n`
  const answer = (text: string, end: object = {}) => {
    const ended = stop.reduce((said, end) => said.split(end)[0], text)
    for (const word of ended.split(/(?= )/)) response.write(part(word))
    const counts = {
      prompt_eval_count: 20,
      eval_count: 7,
      total_duration: 1_500_000_000,
      load_duration: 250_000_000,
      prompt_eval_duration: 500_000_000,
      eval_duration: 700_000_000,
    }
    response.end(
      `${JSON.stringify({ ...JSON.parse(part('')), done: true, done_reason: 'stop', ...counts, ...end })}\n`,
    )
  }
  const plain = ` the rose, in its ${seed}th year. `
  if (what.kind === 'status') {
    const type = what.type ?? 'application/json; charset=utf-8'
    response.writeHead(what.status, { 'content-type': type, ...what.headers })
    return response.end(what.body)
  }
  if (what.kind === 'late') await pause(what.after)
  response.writeHead(200, { 'content-type': 'application/x-ndjson' })
  switch (what.kind) {
    case 'answer':
      if (what.thinking !== undefined) response.write(part('', { thinking: what.thinking }))
      return answer(what.text ?? plain, what.end)
    case 'late':
      return answer(plain)
    case 'damaged-line':
      response.write(`${part('The').slice(0, -8)}\n`)
      return answer(plain)
    case 'torn-end':
      response.write(part('The'))
      return response.end(part('end').slice(0, -8))
    case 'stall':
      return response.write(part('The'))
    case 'drip':
      for (; !response.closed; await pause(what.every)) response.write(part('on '))
      return response.end()
    case 'break':
      response.write(part('The'))
      await pause(10)
      return response.destroy()
    case 'error-line':
      response.write(part('The'))
      return response.end(`${JSON.stringify({ error: what.error })}\n`)
  }
}

function json(response: ServerResponse, status: number, value: unknown) {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
  response.end(JSON.stringify(value))
}
