import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { scriptedModel } from '../../src/adapters/scripted-model.ts'
import { type FaultKind, type FaultPlan, fateOf, send } from './faults.ts'
import { type Asked, answerPath, askedOf, factsAt, partsOf, typeOf } from './protocols.ts'

export interface AnsweringOptions {
  readonly faults?: FaultPlan
  /** The digest of its model, as Ollama has it. */
  readonly digest?: string
  /** Milliseconds that an answer takes. */
  readonly latency?: number
  /** Called when a call comes in, with the number of calls so far. */
  readonly onCall?: (calls: number) => void
}

/** A server on this machine that speaks the protocols of Ollama, and of OpenAI as llama-server does. */
export interface AnsweringServer {
  /** host:port */
  readonly host: string
  /** Calls for an answer that came in. */
  calls(): number
  /** Calls that were answered whole. */
  answered(): number
  /** How often each fault was played. */
  readonly played: ReadonlyMap<FaultKind, number>
  /** Most calls at work at one time. */
  mostAtOnce(): number
  /** Goes away, connections and all. */
  leave(): Promise<void>
  /** Comes back to the same port. */
  comeBack(): Promise<void>
}

const model = scriptedModel('scripted:copy:0.8:0.1')

/** Starts the server on a free port; its model `fake` answers as a function of seed and context alone. */
export async function startAnsweringServer(options: AnsweringOptions = {}): Promise<AnsweringServer> {
  const { faults, digest = 'd'.repeat(64), latency = 0, onCall } = options
  const played = new Map<FaultKind, number>()
  const tries = new Map<string, number>()
  let calls = 0
  let answered = 0
  let atOnce = 0
  let mostAtOnce = 0

  async function answer(response: ServerResponse, path: string, asked: Asked): Promise<void> {
    calls++
    onCall?.(calls)
    const attempt = (tries.get(asked.identity) ?? 0) + 1
    tries.set(asked.identity, attempt)
    const fate = faults === undefined ? null : fateOf(faults, asked.identity, attempt)
    if (fate !== null) played.set(fate, (played.get(fate) ?? 0) + 1)
    if (latency > 0) await pause(latency)
    const key = { t: 0, agent: 0, purpose: 'answer', question: 0, attempt: 0 } as const
    const { text } = await model.complete({ key, ...asked })
    const said = text.slice(asked.begin?.length ?? 0)
    await send(response, typeOf(path), partsOf(path, said, asked.seed), fate, faults?.slow ?? 0)
    if (fate === null && !response.destroyed) answered++
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body: unknown = JSON.parse((await textOf(request)) || '{}')
    const path = request.url ?? ''
    if (answerPath(path)) {
      mostAtOnce = Math.max(mostAtOnce, ++atOnce)
      response.on('close', () => atOnce--)
      return answer(response, path, askedOf(path, body))
    }
    const facts = factsAt(path, body, digest)
    response.writeHead(facts === null ? 404 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(facts ?? { error: 'nothing here' }))
  }

  let server = await listening(handle, 0)
  const { port } = server.address() as AddressInfo
  return {
    host: `127.0.0.1:${port}`,
    calls: () => calls,
    answered: () => answered,
    played,
    mostAtOnce: () => mostAtOnce,
    leave: () => left(server),
    async comeBack() {
      server = await listening(handle, port)
    },
  }
}

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

function listening(handle: Handler, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    // A client that went away is not this server's trouble.
    handle(request, response).catch(() => response.destroy())
  })
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)))
}

function left(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += chunk
  return text
}
