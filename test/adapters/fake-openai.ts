import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/** What the fake server does with a call for an answer. */
export type Behaviour =
  | { readonly kind: 'events'; readonly events: readonly (object | string)[]; readonly type?: string }
  | {
      readonly kind: 'status'
      readonly status: number
      readonly body: string
      readonly headers?: Readonly<Record<string, string>>
    }
  /** An event, then nothing. */
  | { readonly kind: 'stall' }
  /** An event, then a broken connection. */
  | { readonly kind: 'break' }

export interface FakeRequest {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: Record<string, unknown>
}

/** A server that speaks as much of OpenAI's protocol as the adapter uses. */
export interface FakeOpenai {
  /** http://host:port */
  readonly address: string
  readonly requests: FakeRequest[]
  readonly next: Behaviour[]
  /** What GET answers, by path; a path that is not there is not found. */
  facts: Record<string, unknown>
  close(): Promise<void>
}

/** Models as servers list them. */
export const listings = {
  llamacpp: { id: 'fake', owned_by: 'llamacpp', created: 1, meta: { n_ctx: 1024, n_params: 7 } },
  vllm: { id: 'fake', owned_by: 'vllm', root: '/models/fake', max_model_len: 4096 },
  ollama: { id: 'fake:latest', owned_by: 'library' },
  other: { id: 'fake', owned_by: 'organization_owner' },
} as const

/** The events of an answer of a chat. */
export function chatEvents(text: string, end: object = {}): object[] {
  const choice = (delta: object, finish_reason: string | null) => ({
    choices: [{ index: 0, delta, finish_reason }],
  })
  return [
    choice({ role: 'assistant', content: null }, null),
    ...text.split(/(?= )/).map((content) => choice({ content }, null)),
    { ...choice({}, 'stop'), ...end },
    { choices: [], usage: { prompt_tokens: 20, completion_tokens: 7 } },
  ]
}

/** Starts the fake server on a free port of this machine. */
export async function startFakeOpenai(
  kind: keyof typeof listings = 'llamacpp',
  path = '/v1',
): Promise<FakeOpenai> {
  const requests: FakeRequest[] = []
  const next: Behaviour[] = []
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    const body = text === '' ? {} : JSON.parse(text)
    requests.push({ path: request.url ?? '', headers: request.headers, body })
    if (request.method === 'POST' && request.url?.endsWith('completions')) {
      return behave(
        response,
        next.shift() ?? { kind: 'events', events: chatEvents(` a rose of ${body.seed}. `) },
      )
    }
    const fact = fake.facts[request.url ?? '']
    response.writeHead(fact === undefined ? 404 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(fact ?? { error: { message: 'nothing here' } }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const fake: FakeOpenai = {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    next,
    facts: {
      [`${path}/models`]: { object: 'list', data: [listings[kind]] },
      '/props': { build_info: 'b7', total_slots: 2, chat_template: '{{ messages }}' },
      '/version': { version: '0.11.0' },
      '/apply-template': { prompt: '<|user|>rose<|assistant|>' },
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return fake
}

async function behave(response: ServerResponse, what: Behaviour): Promise<void> {
  if (what.kind === 'status') {
    response.writeHead(what.status, { 'content-type': 'application/json', ...what.headers })
    return void response.end(what.body)
  }
  const type = what.kind === 'events' ? (what.type ?? 'text/event-stream') : 'text/event-stream'
  response.writeHead(200, { 'content-type': type })
  const send = (event: object | string) =>
    response.write(`data: ${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`)
  if (what.kind === 'events') {
    for (const event of what.events) send(event)
    send('[DONE]')
    return void response.end()
  }
  send(chatEvents('The')[1])
  if (what.kind === 'stall') return
  await pause(5)
  response.destroy()
}
