import { describe, expect, it, vi } from 'vitest'
import { retryingModel } from '../../src/adapters/retrying-model.ts'
import { TransientError } from '../../src/adapters/transient-error.ts'
import { FailureError } from '../../src/core/errors.ts'
import { callFor } from '../contracts/language-model.ts'
import { asked, failureOf, fake, open, quick, useFakeOllama } from './ollama-set-up.ts'

useFakeOllama()

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
    const model = retryingModel(await open(), {
      patience: quick,
      onTrouble(trouble) {
        if (trouble.kind === 'fault') faults.push(trouble.fault.message)
      },
    })
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
    const error = await failureOf(retryingModel(await open(), { patience: quick }).complete(callFor(0)))
    expect(error).toBeInstanceOf(FailureError)
    expect(error).not.toBeInstanceOf(TransientError)
    expect(String(error)).toContain('400: "fake" does not support chat')
    expect(asked()).toHaveLength(1)
  })

  it('tells silence, which may pass, from a call that takes too long', async () => {
    const model = await open({ limits: { idleSeconds: 0.2, loadSeconds: 0.3, totalSeconds: 0.6 } })
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
    const model = await open({ limits: { idleSeconds: 0.15, loadSeconds: 2, totalSeconds: 5 } })
    fake.next.push({ kind: 'late', after: 400 }, { kind: 'late', after: 400 })
    expect((await model.complete(callFor(0))).text).toMatch(/^the rose/)
    await expect(model.complete(callFor(0))).rejects.toThrow(/silent/)
  })

  it.each([
    { kind: 'damaged-line' },
    { kind: 'torn-end' },
    { kind: 'answer', end: { done_reason: 'unload' } },
    { kind: 'answer', end: { eval_count: 'many' } },
  ] as const)('takes no answer that came damaged: %j', async (behaviour) => {
    const printed = vi.spyOn(console, 'warn')
    const model = await open()
    fake.next.push(behaviour)
    expect(await failureOf(model.complete(callFor(0)))).toBeInstanceOf(TransientError)
    expect((await model.complete(callFor(0))).text).toMatch(/^the rose/)
    expect(printed).not.toHaveBeenCalled()
  })

  it('says how long a busy server asks to be left alone', async () => {
    const model = await open()
    const busy = { kind: 'status', status: 503, body: 'busy', headers: { 'retry-after': '7' } } as const
    fake.next.push(busy)
    expect(await failureOf(model.complete(callFor(0)))).toMatchObject({ kind: 'down', retryAfter: 7 })
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
