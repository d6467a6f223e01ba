import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { openOllama } from '../../src/adapters/ollama.ts'
import { retryingModel } from '../../src/adapters/retrying-model.ts'
import { TransientError } from '../../src/adapters/transient-error.ts'
import { FailureError, InputError } from '../../src/core/errors.ts'
import type { Sampling } from '../../src/llm/language-model.ts'
import { callFor, describeLanguageModel } from '../contracts/language-model.ts'
import { type FakeOllama, fakeDigest, startFakeOllama } from './fake-ollama.ts'

const sampling: Sampling = {
  temperature: 0.75,
  topK: 40,
  topP: 1,
  minP: 0.01,
  repeatPenalty: 1.1,
  maxTokens: 50,
  contextSize: 2048,
}
const begin = 'The prettiest flower is'

let fake: FakeOllama
beforeEach(async () => {
  fake = await startFakeOllama()
})
afterEach(() => fake.close())

const open = (options: Parameters<typeof openOllama>[2] = {}, change: Partial<Sampling> = {}) =>
  openOllama('ollama:fake', { ...sampling, ...change }, { host: fake.host, ...options })

/** The requests for answers, without those that were made to open the model. */
const asked = () => fake.requests.filter(({ path }) => path === '/api/chat' || path === '/api/generate')

async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.fail('expected a failure'),
    (error: unknown) => error,
  )
}

describe('the contract', () => {
  let server: FakeOllama
  beforeAll(async () => {
    server = await startFakeOllama()
  })
  afterAll(() => server.close())
  describeLanguageModel('ollama:fake', () => openOllama('ollama:fake', sampling, { host: server.host }))
})

describe('what is asked', () => {
  it('sends one user message and every sampling option', async () => {
    const model = await open()
    const call = callFor(3)
    const completion = await model.complete(call)
    expect(completion).toEqual({
      text: `the rose, in its ${call.seed}th year.`,
      finish: 'stop',
      promptTokens: 20,
      answerTokens: 7,
      seconds: 1.5,
    })
    expect(asked()).toEqual([
      {
        path: '/api/chat',
        body: {
          model: 'fake',
          stream: true,
          truncate: false,
          shift: false,
          messages: [{ role: 'user', content: call.prompt }],
          options: {
            temperature: 0.75,
            top_k: 40,
            top_p: 1,
            min_p: 0.01,
            repeat_penalty: 1.1,
            seed: call.seed,
            num_predict: 50,
            num_ctx: 2048,
          },
        },
      },
    ])
  })

  it('ends a chat with the begun answer where the template is of the old form', async () => {
    const completion = await (await open()).complete(callFor(0, { begin }))
    expect(completion.text).toMatch(/^The prettiest flower is the rose/)
    const [{ path, body }] = asked()
    expect(path).toBe('/api/chat')
    expect(body.messages?.at(-1)).toEqual({ role: 'assistant', content: begin })
    expect(body.options).toMatchObject({ stop: ['</s>', '\n'] })
  })

  it('puts the begun answer behind a template that ranges over messages', async () => {
    fake.show.template = '{{ range .Messages }}{{ .Content }}{{ end }}<|assistant|>\n'
    const quoted = 'The "prettiest" {{ .System }}\\'
    const completion = await (await open()).complete(callFor(0, { begin: quoted }))
    expect(completion.text).toMatch(/^The "prettiest" \{\{ \.System \}\}\\ the rose/)
    const [{ path, body }] = asked()
    expect(path).toBe('/api/generate')
    expect(body.template).toBe(`${fake.show.template}{{ "The \\"prettiest\\" {{ .System }}\\\\" }}`)
    expect(body.prompt).toBe(callFor(0).prompt)
  })

  it.each([
    { modelfile: 'FROM x\nRENDERER qwen3-coder\n' },
    { modelfile: 'FROM x\nPARSER qwen3-coder\n' },
    { details: { family: 'gptoss' } },
  ])('does not begin answers where the server makes the prompts: %j', async (change) => {
    Object.assign(fake.show, change)
    const model = await open()
    expect(model.continuesBegunAnswers).toBe(false)
    await expect(model.complete(callFor(0, { begin }))).rejects.toThrow(FailureError)
    expect(asked()).toHaveLength(0)
  })

  it('asks thinking models, and only those, not to think; keeps no thinking', async () => {
    fake.show.capabilities = ['completion', 'thinking']
    fake.next.push(
      { kind: 'answer', thinking: 'a tulip?' },
      { kind: 'answer', text: '<think>a\ntulip?</think>\n A rose.' },
    )
    fake.next.push({ kind: 'answer', text: '<think>a tulip, or' })
    const model = await open()
    for (const text of [/^the rose/, /^A rose\.$/, /^$/]) {
      expect((await model.complete(callFor(0))).text).toMatch(text)
    }
    expect(asked().map(({ body }) => body.think)).toEqual([false, false, false])
  })
})

describe('which model it is', () => {
  it('takes the digest from the list and the rest from the server and the model', async () => {
    const { identity } = await open()
    expect(identity).toEqual({
      digest: fakeDigest,
      details: {
        server: '9.9.9',
        quantization: 'Q4_0',
        family: 'llama',
        weights: 'a'.repeat(64),
        settings: expect.stringMatching(/^[0-9a-f]{16}$/),
        contextSize: 2048,
      },
    })
  })

  it('notices other settings, but not another order of the same', async () => {
    const settings = async () => (await open()).identity.details.settings
    const before = await settings()
    fake.show.parameters = 'temperature 0.1\nstop "</s>"'
    expect(await settings()).toBe(before)
    fake.show.parameters = 'temperature 0.2\nstop "</s>"'
    expect(await settings()).not.toBe(before)
    fake.show.parameters = 'temperature 0.1\nstop "</s>"'
    fake.show.system = 'You are a gardener.'
    expect(await settings()).not.toBe(before)
  })

  it('says how to pull a model that is not there', async () => {
    const error = await failureOf(openOllama('ollama:other:1b', sampling, { host: fake.host }))
    expect(error).toBeInstanceOf(InputError)
    expect(String(error)).toContain('ollama pull other:1b')
    expect(String(error)).toContain('fake:latest')
    fake.next.push({ kind: 'status', status: 404, body: '{"error":"model \'fake\' not found"}' })
    const gone = await failureOf((await open()).complete(callFor(0)))
    expect(gone).toBeInstanceOf(InputError)
    expect(String(gone)).toMatch(/ollama pull fake$/)
  })

  it('says how to start a server that does not answer', async () => {
    await fake.close()
    const error = await failureOf(open())
    expect(error).toBeInstanceOf(FailureError)
    expect(String(error)).toContain('ollama serve')
    expect(String(error)).toContain(`http://${fake.host}`)
    expect(String(error)).toContain('ECONNREFUSED')
    fake = await startFakeOllama()
  })

  it('refuses a server that is not Ollama, and a reference without a name', async () => {
    fake.show = { details: 'none' }
    await expect(open()).rejects.toThrow(/does not answer like an Ollama server/)
    await expect(openOllama('ollama:', sampling, { host: fake.host })).rejects.toThrow(InputError)
  })
})

describe('faults', () => {
  it('tries a busy server again, with the same call', async () => {
    fake.next.push(
      { kind: 'status', status: 500, body: '{"error":"llama runner process has terminated"}' },
      { kind: 'status', status: 503, body: 'busy', type: 'text/plain' },
      { kind: 'break' },
      { kind: 'error-line', error: 'unexpected EOF' },
    )
    const printed = vi.spyOn(console, 'log')
    const faults: string[] = []
    const onRetry = (fault: Error) => faults.push(fault.message)
    const model = retryingModel(await open(), { firstDelay: 1, longestDelay: 2, onRetry })
    expect((await model.complete(callFor(0))).text).toMatch(/^the rose/)
    expect(faults).toHaveLength(4)
    expect(faults[0]).toContain('500: llama runner process has terminated')
    expect(faults[1]).toContain('503: busy')
    expect(faults[2]).toContain('broke off')
    expect(faults[3]).toContain('unexpected EOF')
    expect(new Set(asked().map(({ body }) => JSON.stringify(body))).size).toBe(1)
    expect(printed).not.toHaveBeenCalled()
  })

  it('never repeats a request that the server calls wrong', async () => {
    fake.next.push({ kind: 'status', status: 400, body: '{"error":"\\"fake\\" does not support chat"}' })
    const error = await failureOf(retryingModel(await open(), { firstDelay: 1 }).complete(callFor(0)))
    expect(error).toBeInstanceOf(FailureError)
    expect(error).not.toBeInstanceOf(TransientError)
    expect(String(error)).toContain('400: "fake" does not support chat')
    expect(asked()).toHaveLength(1)
  })

  it('tells silence, which may pass, from a call that takes too long', async () => {
    const model = await open({ idleSeconds: 0.2, totalSeconds: 0.6 })
    fake.next.push({ kind: 'stall' })
    const silent = await failureOf(model.complete(callFor(0)))
    expect(silent).toBeInstanceOf(TransientError)
    expect(String(silent)).toContain('silent for 0.2 s')
    fake.next.push({ kind: 'drip', every: 20 })
    const long = await failureOf(model.complete(callFor(0)))
    expect(long).toBeInstanceOf(FailureError)
    expect(long).not.toBeInstanceOf(TransientError)
    expect(String(long)).toContain('more than 0.6 s')
  })

  it('is patient while the model loads, and only then', async () => {
    const model = await open({ idleSeconds: 0.15, totalSeconds: 5 })
    fake.next.push({ kind: 'late', after: 400 }, { kind: 'late', after: 400 })
    expect((await model.complete(callFor(0))).text).toMatch(/^the rose/)
    await expect(model.complete(callFor(0))).rejects.toThrow(/silent/)
  })

  it('reports an answer that was cut', async () => {
    const model = await open()
    fake.next.push({ kind: 'answer', end: { done_reason: 'length' } })
    expect((await model.complete(callFor(0))).finish).toBe('length')
    // Older servers go on when prompt and answer fill the context, and drop the oldest tokens.
    fake.next.push({ kind: 'answer', end: { prompt_eval_count: 2000, eval_count: 60 } })
    expect((await model.complete(callFor(0))).finish).toBe('length')
  })

  it('refuses a prompt that fills the context, however the server says so', async () => {
    const model = await open()
    fake.next.push({ kind: 'answer', end: { prompt_eval_count: 2048 } })
    await expect(model.complete(callFor(0))).rejects.toThrow(/2048 tokens or more does not fit/)
    const said = 'the input length exceeds the context length'
    fake.next.push({ kind: 'status', status: 400, body: JSON.stringify({ error: said }) })
    fake.next.push({ kind: 'error-line', error: said })
    for (let i = 0; i < 2; i++) {
      const error = await failureOf(model.complete(callFor(0)))
      expect(error).not.toBeInstanceOf(TransientError)
      expect(String(error)).toContain('does not fit into the context')
    }
  })

  it('goes by the context that the model was trained on where that is smaller', async () => {
    const model = await open({}, { contextSize: 8192 })
    expect(model.identity.details.contextSize).toBe(4096)
    fake.next.push({ kind: 'answer', end: { prompt_eval_count: 4096 } })
    await expect(model.complete(callFor(0))).rejects.toThrow(/context of 4096/)
  })

  it('counts nothing that the server does not count', async () => {
    const uncounted = { prompt_eval_count: undefined, eval_count: undefined, total_duration: undefined }
    fake.next.push({ kind: 'answer', end: uncounted })
    const completion = await (await open()).complete(callFor(0))
    expect(completion).toMatchObject({ promptTokens: null, answerTokens: null, seconds: null })
  })
})

describe('closing', () => {
  it('stops the calls in flight', async () => {
    const model = await open()
    fake.next.push({ kind: 'stall' })
    const stopped = failureOf(model.complete(callFor(0)))
    await vi.waitFor(() => expect(asked()).toHaveLength(1))
    expect(fake.unfinished()).toBe(1)
    await model.close()
    expect(String(await stopped)).toContain('ollama:fake was closed')
    await vi.waitFor(() => expect(fake.unfinished()).toBe(0))
  })

  it('holds no connection for each call that was made', async () => {
    const model = await open()
    for (let agent = 0; agent < 20; agent++) await model.complete(callFor(agent))
    expect(fake.unfinished()).toBe(0)
    expect(await fake.connections()).toBeLessThan(4)
  })
})
