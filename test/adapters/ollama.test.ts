import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openOllama } from '../../src/adapters/ollama.ts'
import { retryingModel } from '../../src/adapters/retrying-model.ts'
import { FailureError, InputError } from '../../src/core/errors.ts'
import { callFor, describeLanguageModel } from '../contracts/language-model.ts'
import { type FakeOllama, fakeDigest, startFakeOllama } from './fake-ollama.ts'
import { asked, failureOf, fake, open, quick, sampling, useFakeOllama } from './ollama-set-up.ts'

const begin = 'The prettiest flower is'

useFakeOllama()

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
      phases: { load: 0.25, prompt: 0.5, answer: 0.7 },
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
            typical_p: 1,
            repeat_penalty: 1.1,
            repeat_last_n: 64,
            presence_penalty: 0,
            frequency_penalty: 0,
            seed: call.seed,
            num_predict: 50,
            num_ctx: 2048,
          },
        },
      },
    ])
  })

  it('ends a chat with the begun answer where the template is of the old form', async () => {
    const completion = await (await open()).complete(callFor(0, { begin, stop: ['\n'] }))
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
    expect(model.identity.details.think).toBe('false')
  })

  it('asks a model that cannot but think to think little', async () => {
    fake.show.capabilities = ['completion', 'thinking']
    fake.show.details = { family: 'gptoss' }
    await (await open()).complete(callFor(0))
    expect(asked()[0].body.think).toBe('low')
  })

  it.each([
    ['30m', '30m'],
    ['-1', -1],
    ['600', 600],
  ])('has the model kept loaded for %s', async (keepAlive, sent) => {
    await (await open({ keepAlive })).complete(callFor(0))
    expect(asked()[0].body.keep_alive).toBe(sent)
  })

  it('takes the server from the reference', async () => {
    const model = await openOllama(`ollama:${fake.host}#fake`, sampling, { host: '127.0.0.1:1' })
    expect((await model.complete(callFor(0))).text).toMatch(/^the rose/)
  })
})

describe('which model it is', () => {
  it('takes the digest from the list and the rest from the server and the model', async () => {
    const { identity } = await open()
    expect(identity).toEqual({
      digest: fakeDigest,
      details: {
        server: `ollama 9.9.9 at http://${fake.host}`,
        quantization: 'Q4_0',
        family: 'llama',
        size: '1.1B',
        weights: 'a'.repeat(64),
        template: fake.show.template,
        parameters: 'stop "</s>"\ntemperature 0.1',
        system: '',
        messages: null,
        think: null,
        contextSize: 2048,
      },
    })
  })

  it('writes the settings of a model in one order, whatever the order of the server', async () => {
    const parameters = async () => (await open()).identity.details.parameters
    const before = await parameters()
    fake.show.parameters = 'temperature 0.1\nstop "</s>"'
    expect(await parameters()).toBe(before)
    fake.show.parameters = 'temperature 0.2\nstop "</s>"'
    expect(await parameters()).not.toBe(before)
  })

  it('looks again after trouble, and stops where the name has come to stand for another model', async () => {
    const model = retryingModel(await open(), { patience: quick })
    const looks = () => fake.requests.filter(({ path }) => path === '/api/tags').length
    await model.complete(callFor(0))
    expect(looks()).toBe(1)
    fake.next.push({ kind: 'break' })
    await model.complete(callFor(0))
    expect(looks()).toBe(2)
    fake.next.push({ kind: 'break' })
    fake.digest = 'e'.repeat(64)
    const error = await failureOf(model.complete(callFor(0)))
    expect(error).toBeInstanceOf(FailureError)
    expect(String(error)).toMatch(/ollama:fake stands for another model now: it was "d{64}" and is "e{64}"/)
  })

  it('says how to pull a model that is not there', async () => {
    const error = await failureOf(openOllama('ollama:other:1b', sampling, { host: fake.host }))
    expect(error).toBeInstanceOf(InputError)
    expect(String(error)).toContain('ollama pull other:1b')
    expect(String(error)).toContain('fake:latest')
    fake.next.push({ kind: 'status', status: 404, body: '{"error":"model \'fake\' not found"}' })
    const gone = await failureOf((await open()).complete(callFor(0)))
    expect(gone).toBeInstanceOf(InputError)
    expect(String(gone)).toMatch(/--pull, or with: OLLAMA_HOST=http:.*ollama pull fake$/)
  })

  it('says how to start a server that does not answer', async () => {
    await fake.close()
    const error = await failureOf(open())
    expect(error).toBeInstanceOf(FailureError)
    expect(String(error)).toContain('ollama serve')
    expect(String(error)).toContain(`http://${fake.host}`)
    expect(String(error)).toContain('ECONNREFUSED')
  })

  it('refuses a server that is not Ollama, and a reference without a name', async () => {
    fake.show = { details: 'none' }
    await expect(open()).rejects.toThrow(/does not answer like an Ollama server/)
    await expect(openOllama('ollama:', sampling, { host: fake.host })).rejects.toThrow(InputError)
  })
})
