import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { openOpenai } from '../../src/adapters/openai.ts'
import { openaiReference } from '../../src/adapters/openai-reference.ts'
import { TransientError } from '../../src/adapters/transient-error.ts'
import { FailureError, InputError } from '../../src/core/errors.ts'
import { callFor, describeLanguageModel } from '../contracts/language-model.ts'
import { type AnsweringServer, startAnsweringServer } from '../servers/answering-server.ts'
import { chatEvents, type FakeOpenai, listings, startFakeOpenai } from './fake-openai.ts'
import { failureOf, sampling } from './ollama-set-up.ts'

const begin = 'The prettiest flower is'

describe('the contract', () => {
  let server: AnsweringServer
  beforeAll(async () => {
    server = await startAnsweringServer()
  })
  afterAll(() => server.leave())
  describeLanguageModel('openai:URL#fake', () => openOpenai(`openai:http://${server.host}#fake`, sampling))
})

let fake: FakeOpenai
async function open(kind: keyof typeof listings = 'llamacpp', limits = {}) {
  fake = await startFakeOpenai(kind)
  const all = { idleSeconds: 5, loadSeconds: 5, totalSeconds: 10, ...limits }
  return openOpenai(`openai:${fake.address}#fake`, sampling, { limits: all })
}
afterEach(async () => {
  vi.unstubAllEnvs()
  await fake?.close()
})
const asked = () => fake.requests.filter(({ path }) => path.endsWith('completions'))

const common = (seed: number) => ({
  model: 'fake',
  stream: true,
  stream_options: { include_usage: true },
  seed,
  temperature: 0.75,
  top_p: 1,
  max_tokens: 50,
  presence_penalty: 0,
  frequency_penalty: 0,
  top_k: 40,
  min_p: 0.01,
})

describe('what is asked', () => {
  it('sends one user message and every sampling option', async () => {
    const model = await open('other')
    const call = callFor(3, { stop: ['\n'] })
    expect(await model.complete(call)).toEqual({
      text: `a rose of ${call.seed}.`,
      finish: 'stop',
      promptTokens: 20,
      answerTokens: 7,
      seconds: expect.any(Number),
      phases: null,
    })
    expect(asked()[0].path).toBe('/v1/chat/completions')
    expect(asked()[0].body).toEqual({
      ...common(call.seed),
      repeat_penalty: 1.1,
      stop: ['\n'],
      messages: [{ role: 'user', content: call.prompt }],
    })
  })

  it('has llama-server render the chat, and continues that as plain text', async () => {
    const model = await open('llamacpp')
    const call = callFor(0, { begin })
    fake.next.push({
      kind: 'events',
      events: [
        { choices: [{ text: ' the', finish_reason: null }] },
        { choices: [{ text: ' rose', finish_reason: 'stop' }] },
        {
          choices: [],
          usage: { prompt_tokens: 9, completion_tokens: 2 },
          timings: { prompt_ms: 30, predicted_ms: 60 },
        },
      ],
    })
    expect(await model.complete(call)).toMatchObject({
      text: 'The prettiest flower is the rose',
      phases: { load: 0, prompt: 0.03, answer: 0.06 },
    })
    const [rendered] = fake.requests.filter(({ path }) => path === '/apply-template')
    expect(rendered.body.messages).toEqual([{ role: 'user', content: call.prompt }])
    expect(asked()[0].path).toBe('/v1/completions')
    expect(asked()[0].body).toEqual({
      ...common(call.seed),
      repeat_penalty: 1.1,
      cache_prompt: false,
      prompt: `<|user|>rose<|assistant|>${begin}`,
    })
  })

  it('marks the begun answer as unfinished for vLLM, and writes its options', async () => {
    const model = await open('vllm')
    const call = callFor(0, { begin })
    expect((await model.complete(call)).text).toMatch(/^The prettiest flower is a rose/)
    expect(asked()[0].body).toEqual({
      ...common(call.seed),
      repetition_penalty: 1.1,
      chat_template_kwargs: { enable_thinking: false },
      add_generation_prompt: false,
      continue_final_message: true,
      messages: [
        { role: 'user', content: call.prompt },
        { role: 'assistant', content: begin },
      ],
    })
  })

  it.each(['ollama', 'other'] as const)('does not begin answers where no way is known (%s)', async (kind) => {
    const model = await open(kind)
    expect(model.continuesBegunAnswers).toBe(false)
    await expect(model.complete(callFor(0, { begin }))).rejects.toThrow(/cannot continue a begun answer/)
    expect(asked()).toHaveLength(0)
  })
})

describe('what comes back', () => {
  it('leaves out what the model thought', async () => {
    const model = await open()
    const thinking = { choices: [{ delta: { reasoning_content: 'a tulip?' }, finish_reason: null }] }
    fake.next.push(
      { kind: 'events', events: [thinking, ...chatEvents('A rose.')] },
      { kind: 'events', events: chatEvents('<think>a tulip?</think> A rose.') },
    )
    for (let i = 0; i < 2; i++) expect((await model.complete(callFor(0))).text).toBe('A rose.')
  })

  it.each([
    ['length', 'length'],
    ['content_filter', 'refused'],
    ['stop', 'stop'],
    ['eos', 'stop'],
  ])('takes the end %s for %s', async (reason, finish) => {
    const model = await open()
    const end = { choices: [{ delta: {}, finish_reason: reason }] }
    fake.next.push({ kind: 'events', events: chatEvents('A rose.', end) })
    expect((await model.complete(callFor(0))).finish).toBe(finish)
  })

  it('counts nothing that the server does not count', async () => {
    const model = await open()
    fake.next.push({ kind: 'events', events: chatEvents('A rose.').slice(0, -1) })
    expect(await model.complete(callFor(0))).toMatchObject({ promptTokens: null, answerTokens: null })
  })

  it('refuses a prompt that fills the context, however the server says so', async () => {
    const model = await open()
    expect(model.identity.details.contextSize).toBe(1024)
    const said = { error: { code: 400, message: 'the request exceeds the available context size' } }
    fake.next.push(
      { kind: 'events', events: [...chatEvents('x'), { choices: [], usage: { prompt_tokens: 1024 } }] },
      { kind: 'status', status: 400, body: JSON.stringify(said) },
      { kind: 'events', events: [said] },
    )
    for (let i = 0; i < 3; i++) {
      const error = await failureOf(model.complete(callFor(0)))
      expect(String(error)).toContain('does not fit into the context')
      expect(error).not.toBeInstanceOf(TransientError)
    }
  })
})

describe('faults', () => {
  it.each([408, 409, 429, 500, 502, 503, 504])('may pass: status %d', async (status) => {
    const model = await open()
    fake.next.push({
      kind: 'status',
      status,
      body: '{"error":{"message":"later"}}',
      headers: { 'retry-after': '3' },
    })
    const error = await failureOf(model.complete(callFor(0)))
    expect(error).toBeInstanceOf(TransientError)
    expect(String(error)).toMatch(new RegExp(`/v1 answered ${status}: later`))
    expect(error).toMatchObject({ retryAfter: 3 })
  })

  it.each([400, 404, 422])('never passes: status %d', async (status) => {
    const model = await open()
    fake.next.push({ kind: 'status', status, body: '{"error":"wrong"}' })
    const error = await failureOf(model.complete(callFor(0)))
    expect(error).toBeInstanceOf(FailureError)
    expect(error).not.toBeInstanceOf(TransientError)
  })

  it.each([
    { kind: 'break' },
    { kind: 'stall' },
    { kind: 'events', events: chatEvents('A rose.').slice(0, 2) },
    { kind: 'events', events: ['{"choices":[{"delta":{"conte', ...chatEvents('A rose.')] },
    { kind: 'events', events: [{ choices: 'none' }] },
    { kind: 'events', events: [{ error: { message: 'out of memory' } }] },
  ] as const)('may pass: %j', async (behaviour) => {
    const model = await open('other', { idleSeconds: 0.2, loadSeconds: 0.2 })
    fake.next.push(behaviour)
    expect(await failureOf(model.complete(callFor(0)))).toBeInstanceOf(TransientError)
    expect((await model.complete(callFor(0))).text).toMatch(/^a rose/)
  })

  it('does not take an answer that is not streamed', async () => {
    const model = await open()
    fake.next.push({ kind: 'events', events: [], type: 'application/json' })
    await expect(model.complete(callFor(0))).rejects.toThrow(/does not stream.*application\/json/)
  })

  it('looks again after trouble, and stops where the name has come to stand for another model', async () => {
    const model = await open()
    fake.next.push({ kind: 'break' })
    await failureOf(model.complete(callFor(0)))
    const meta = { n_ctx: 1024, n_params: 8 }
    fake.facts['/v1/models'] = { data: [{ ...listings.llamacpp, meta }] }
    await expect(model.complete(callFor(0))).rejects.toThrow(/stands for another model now/)
  })
})

describe('which model it is', () => {
  it.each([
    [
      'llamacpp',
      {
        server: /^llama-server b7 at .*, 2 slots$/,
        about: '{"n_ctx":1024,"n_params":7}',
        template: '{{ messages }}',
      },
    ],
    ['vllm', { server: /^vllm 0\.11\.0 at /, weights: '/models/fake' }],
    ['ollama', { server: /^library at /, model: 'fake:latest' }],
  ] as const)('takes what %s says', async (kind, details) => {
    const { identity } = await open(kind)
    expect(identity.digest).toBeNull()
    for (const [key, value] of Object.entries(details)) {
      if (typeof value === 'string') expect(identity.details[key]).toBe(value)
      else expect(identity.details[key]).toMatch(value)
    }
  })

  it('names the models there are', async () => {
    await open('vllm')
    const error = await failureOf(openOpenai(`openai:${fake.address}#other`, sampling))
    expect(error).toBeInstanceOf(InputError)
    expect(String(error)).toMatch(/has no model "other", accepted: fake/)
  })

  it('says that no server answers, or another one', async () => {
    const nobody = await failureOf(openOpenai('openai:http://127.0.0.1:9#fake', sampling))
    expect(String(nobody)).toMatch(/no server answers at http:\/\/127\.0\.0\.1:9\/v1/)
    await open()
    fake.facts['/v1/models'] = ['fake']
    const other = await failureOf(openOpenai(`openai:${fake.address}#fake`, sampling))
    expect(String(other)).toMatch(/does not answer like an OpenAI-compatible server/)
  })
})

describe('the key', () => {
  const key = 'sk-very-secret'

  it('is sent and recorded nowhere', async () => {
    vi.stubEnv('OPENAI_API_KEY', key)
    const model = await open()
    await model.complete(callFor(0))
    for (const { headers } of fake.requests) expect(headers.authorization).toBe(`Bearer ${key}`)
    expect(JSON.stringify([model.reference, model.identity])).not.toContain(key)
  })

  it('is not in what is said where it is refused', async () => {
    vi.stubEnv('OPENAI_API_KEY', key)
    const model = await open()
    const body = JSON.stringify({ error: { message: `Incorrect API key provided: ${key}` } })
    for (const status of [401, 403, 500]) {
      fake.next.push({ kind: 'status', status, body })
      const error = await failureOf(model.complete(callFor(0)))
      expect(String(error)).not.toContain(key)
      if (status < 500) expect(String(error)).toContain('OPENAI_API_KEY')
    }
  })

  it('is not sent where there is none', async () => {
    vi.stubEnv('OPENAI_API_KEY', '')
    await (await open()).complete(callFor(0))
    for (const { headers } of fake.requests) expect(headers.authorization).toBeUndefined()
  })
})

describe('openaiReference', () => {
  it.each([
    ['openai:http://box:8080#a/b:c', { base: 'http://box:8080/v1', root: 'http://box:8080', model: 'a/b:c' }],
    ['openai:https://box/v1/#m', { base: 'https://box/v1', root: 'https://box', model: 'm' }],
    ['openai:http://box/api/v3#m', { base: 'http://box/api/v3', root: 'http://box/api/v3', model: 'm' }],
  ])('reads %s', (reference, expected) => {
    expect(openaiReference(reference)).toEqual(expected)
  })

  it.each(['openai:', 'openai:box#m', 'openai:http://box', 'openai:http://#m', 'openai:ftp://box#m'])(
    'refuses %s',
    (reference) => {
      expect(() => openaiReference(reference)).toThrow(/model: got .*accepted: openai:URL#NAME/)
    },
  )

  it('refuses a password, and does not repeat it', () => {
    expect(() => openaiReference('openai:http://me:secret@box#m')).toThrow(/without user name/)
    expect(() => openaiReference('openai:http://me:secret@box#m')).not.toThrow(/secret/)
  })
})
