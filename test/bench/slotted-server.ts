import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * A server that speaks as much of Ollama's protocol as a run needs. It works on so many calls at once, each of which
 * takes exactly so long; the others wait. It is a process of its own, so that its work is not the harness's, and says
 * its address on stdout.
 */
const [latency, slots] = process.argv.slice(2).map(Number)

let busy = 0
/** Calls that wait for a slot; each is told when the one it gets was free. */
const waiting: ((free: number) => void)[] = []

const server = createServer(async (request, response) => {
  const body = await bodyOf(request)
  switch (request.url) {
    case '/api/version':
      return json(response, { version: '9.9.9' })
    case '/api/tags':
      return json(response, { models: [{ name: 'slotted:latest', digest: 'd'.repeat(64) }] })
    case '/api/show':
      return json(response, {
        template: '{{ .Prompt }}',
        details: {},
        capabilities: ['completion'],
        model_info: {},
      })
    case '/api/chat':
      return answer(response, JSON.parse(body))
    default:
      response.writeHead(404).end()
  }
})
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`)
})
// Its parent has ended.
process.stdin.on('end', () => process.exit()).resume()

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const piece of request) text += piece
  return text
}

function json(response: ServerResponse, value: unknown) {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}

async function answer(
  response: ServerResponse,
  { options }: { readonly options: { readonly seed: number } },
) {
  const due = latency + (await slot())
  await until(due)
  const next = waiting.shift()
  if (next === undefined) busy--
  else next(due)
  const content = `The prettiest flower is the ${['rose', 'lily', 'iris'][options.seed % 3]}, praised for its scent.`
  const part = (text: string, more: object) =>
    `${JSON.stringify({ model: 'slotted', message: { role: 'assistant', content: text }, ...more })}\n`
  response.writeHead(200, { 'content-type': 'application/x-ndjson' })
  const counts = { prompt_eval_count: 60, eval_count: 14, total_duration: latency * 1e6 }
  response.end(part(content, { done: false }) + part('', { done: true, done_reason: 'stop', ...counts }))
}

/** When the work on a call begins: now, or as soon as a slot is free, whenever this process gets to know of that. */
async function slot(): Promise<number> {
  if (busy === slots) return new Promise((resolve) => waiting.push(resolve))
  busy++
  return performance.now()
}

/** Timers are late by up to a millisecond and more; the rest of the time is looked at as it passes. */
async function until(due: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, due - performance.now() - 2))
  while (performance.now() < due) await new Promise((resolve) => setImmediate(resolve))
}
