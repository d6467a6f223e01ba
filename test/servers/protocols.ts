/** A call for an answer, whatever the protocol. */
export interface Asked {
  readonly seed: number
  readonly prompt: string
  readonly begin: string | null
  readonly stop: readonly string[]
  /** The same for the same call, asked again. */
  readonly identity: string
}

interface Message {
  readonly role: string
  readonly content: string
}

interface Body {
  readonly prompt?: string
  readonly seed?: number
  readonly stop?: readonly string[]
  readonly messages?: readonly Message[]
  readonly options?: { readonly seed?: number; readonly stop?: readonly string[] }
}

/** Between the message and the answer, in what /apply-template renders. */
const turn = '\n<|assistant|>\n'

export const answerPath = (path: string) =>
  ['/api/chat', '/v1/chat/completions', '/v1/completions'].includes(path)

export const typeOf = (path: string) =>
  path.startsWith('/api') ? 'application/x-ndjson' : 'text/event-stream; charset=utf-8'

/** What a request for an answer asks. */
export function askedOf(path: string, given: unknown): Asked {
  const body = given as Body
  const seed = body.options?.seed ?? body.seed ?? 0
  const stop = body.options?.stop ?? body.stop ?? []
  const common = { seed, stop, identity: `${seed}` }
  if (path === '/v1/completions') {
    const [prompt, begin] = (body.prompt ?? '').split(turn)
    return { ...common, prompt, begin: begin || null }
  }
  const [user, assistant] = body.messages ?? []
  return { ...common, prompt: user?.content ?? '', begin: assistant?.content ?? null }
}

/** What is said, in the parts of a stream: lines of JSON, or events. */
export function partsOf(path: string, said: string, seed: number): string[] {
  const words = said.split(/(?= )/)
  const counts = { prompt: 40, answer: words.length }
  if (path.startsWith('/api')) {
    const line = (part: object) => `${JSON.stringify({ model: 'fake', ...part })}\n`
    return [
      ...words.map((content) => line({ message: { role: 'assistant', content }, done: false })),
      line({
        message: { role: 'assistant', content: '' },
        done: true,
        done_reason: 'stop',
        prompt_eval_count: counts.prompt,
        eval_count: counts.answer,
        total_duration: 1_000_000 + (seed % 1000) * 1000,
        load_duration: 1000,
        prompt_eval_duration: 500_000,
        eval_duration: 400_000,
      }),
    ]
  }
  const chat = path === '/v1/chat/completions'
  const event = (part: object) => `data: ${JSON.stringify({ id: 'x', model: 'fake', ...part })}\n\n`
  const choice = (content: string, finish_reason: string | null) => ({
    choices: [{ index: 0, ...(chat ? { delta: { content } } : { text: content }), finish_reason }],
  })
  const usage = { prompt_tokens: counts.prompt, completion_tokens: counts.answer, total_tokens: 0 }
  return [
    ...words.map((word) => event(choice(word, null))),
    event(choice('', 'stop')),
    event({ choices: [], usage, timings: { prompt_ms: 0.5, predicted_ms: 0.4 } }),
    'data: [DONE]\n\n',
  ]
}

/** What the server says of itself and its model; null: there is nothing at that path. */
export function factsAt(path: string, given: unknown, digest: string): unknown {
  const body = given as Body
  switch (path) {
    case '/api/version':
      return { version: '9.9.9' }
    case '/api/tags':
      return { models: [{ name: 'fake:latest', digest }] }
    case '/api/show':
      return { template: '{{ .Prompt }}', parameters: '', modelfile: 'FROM x', details: { family: 'llama' } }
    case '/v1/models':
      return { data: [{ id: 'fake', owned_by: 'llamacpp', created: Date.now(), meta: { n_ctx: 4096 } }] }
    case '/props':
      return { chat_template: '{{ messages }}', build_info: 'b9', total_slots: 4 }
    case '/apply-template':
      return { prompt: `${body.messages?.[0]?.content ?? ''}${turn}` }
    default:
      return null
  }
}
