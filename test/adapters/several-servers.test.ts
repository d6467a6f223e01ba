import { afterEach, describe, expect, it } from 'vitest'
import { scriptedModel } from '../../src/adapters/scripted-model.ts'
import { sharedModel } from '../../src/adapters/shared-model.ts'
import { TransientError } from '../../src/adapters/transient-error.ts'
import { InputError } from '../../src/core/errors.ts'
import type { Completion, LanguageModel } from '../../src/llm/language-model.ts'
import { callFor, describeLanguageModel } from '../contracts/language-model.ts'
import { type AnsweringServer, startAnsweringServer } from '../servers/answering-server.ts'
import { runOn } from '../servers/run-on.ts'

const scripted = scriptedModel('scripted:copy')

describeLanguageModel('scripted:copy, shared by two', async () => sharedModel([scripted, scripted]))

/** A model whose calls end when they are told to. */
function held(reference: string) {
  const calls: { readonly seed: number; end(error?: Error): void }[] = []
  const model: LanguageModel = {
    ...scripted,
    reference,
    complete: (call) =>
      new Promise<Completion>((resolve, reject) =>
        calls.push({
          seed: call.seed,
          end: (error) => (error === undefined ? resolve(scripted.complete(call)) : reject(error)),
        }),
      ),
  }
  return { model, calls }
}

describe('sharedModel', () => {
  it('gives a call to the server with the fewest calls in flight', async () => {
    const [one, two] = [held('a'), held('b')]
    const shared = sharedModel([one.model, two.model])
    const asked = [0, 1, 2, 3].map((agent) => shared.complete(callFor(agent)))
    expect([one.calls.length, two.calls.length]).toEqual([2, 2])
    for (const { end } of two.calls) end()
    await Promise.all([asked[1], asked[3]])
    for (const agent of [4, 5]) asked.push(shared.complete(callFor(agent)))
    expect([one.calls.length, two.calls.length]).toEqual([2, 4])
    for (const { end } of [...one.calls, ...two.calls]) end()
    const texts = (await Promise.all(asked)).map(({ text }) => text)
    const alone = await Promise.all([0, 1, 2, 3, 4, 5].map((agent) => scripted.complete(callFor(agent))))
    expect(texts).toEqual(alone.map(({ text }) => text))
  })

  it('passes over a server that failed for a while: who fails fast would seem the least busy', async () => {
    let now = 0
    const [one, two] = [held('a'), held('b')]
    const shared = sharedModel([one.model, two.model], () => now)
    const failing = shared.complete(callFor(0))
    one.calls[0].end(new TransientError('gone', { kind: 'down' }))
    await expect(failing).rejects.toThrow('gone')
    const asked = [1, 2, 3].map((agent) => shared.complete(callFor(agent)))
    expect([one.calls.length, two.calls.length]).toEqual([1, 3])
    now = 20_000
    asked.push(shared.complete(callFor(4)))
    expect([one.calls.length, two.calls.length]).toEqual([2, 3])
    for (const { end } of [...one.calls, ...two.calls]) end()
    await Promise.all(asked)
  })

  it('goes by what is known of the models where they have no digests', () => {
    const other = scriptedModel('scripted:copy:0.5')
    expect(() => sharedModel([scripted, other])).toThrow(InputError)
    expect(() => sharedModel([scripted, other])).toThrow(/scripted:copy \(.*scripted:copy:0\.5 \(/)
  })
})

describe('a run on several servers', () => {
  const servers: AnsweringServer[] = []
  const start = async (options: Parameters<typeof startAnsweringServer>[0] = {}) => {
    const server = await startAnsweringServer({ latency: 3, ...options })
    servers.push(server)
    return server
  }
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.leave()
  })

  it.each(['ollama:', 'openai:http://'])(
    'says what it says on one, and is the same run (%s)',
    async (kind) => {
      const [alone, one, two] = [await start(), await start(), await start()]
      const reference = ({ host }: AnsweringServer) => `${kind}${host}#fake`
      const expected = await runOn(reference(alone))
      const ran = await runOn([reference(one), reference(two)])
      expect(ran.trace).toBe(expected.trace)
      expect(one.calls() + two.calls()).toBe(expected.calls)
      expect(Math.min(one.calls(), two.calls())).toBeGreaterThan(expected.calls / 4)
      const { design, provenance } = ran.header
      expect(provenance.model).toMatchObject({
        server: expect.stringMatching(`${one.host}.*; .*${two.host}`),
      })
      expect(design).toMatchObject({ model: reference(one) })
      expect(design).not.toHaveProperty('furtherServers')
      // A server that joins or leaves makes no other run of it.
      expect(ran.header.run).toBe((await runOn(reference(one))).header.run)
    },
  )

  it('goes on with the other where one goes away for good', async () => {
    const alone = await start()
    const two = await start()
    const one = await start({
      onCall(calls) {
        if (calls === 20) void one.leave()
      },
    })
    const expected = await runOn(`ollama:${alone.host}#fake`)
    const ran = await runOn([`ollama:${one.host}#fake`, `ollama:${two.host}#fake`])
    expect(ran.trace).toBe(expected.trace)
    expect(ran.log.some((line) => line.trouble === 'down')).toBe(true)
    expect(two.answered()).toBeGreaterThan(expected.calls / 2)
  })

  it('refuses different models, naming both', async () => {
    const [one, two] = [await start(), await start({ digest: 'e'.repeat(64) })]
    const running = runOn([`ollama:${one.host}#fake`, `ollama:${two.host}#fake`])
    await expect(running).rejects.toThrow(InputError)
    await expect(running).rejects.toThrow(
      new RegExp(`model: got ollama:${one.host}#fake .*d{64}.* and ollama:${two.host}#fake .*e{64}`),
    )
  })

  it('refuses a second model of a kind that has no server', async () => {
    const running = runOn(['scripted:copy', 'scripted:copy'])
    await expect(running).rejects.toThrow(/model: got .*accepted: several of ollama: or openai: alone/)
  })
})
