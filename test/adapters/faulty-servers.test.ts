import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  type AnsweringOptions,
  type AnsweringServer,
  startAnsweringServer,
} from '../servers/answering-server.ts'
import { faultKinds } from '../servers/faults.ts'
import { concurrency, idleSeconds, runOn } from '../servers/run-on.ts'

const faults = { rate: 0.2, seed: 7, slow: idleSeconds * 2000 }

const servers: AnsweringServer[] = []
async function start(options: AnsweringOptions = {}): Promise<AnsweringServer> {
  const server = await startAnsweringServer(options)
  servers.push(server)
  return server
}

let said: string[]
beforeEach(() => {
  said = []
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0)
})
afterEach(async () => {
  vi.restoreAllMocks()
  for (const server of servers.splice(0)) await server.leave()
})

const references = {
  ollama: ({ host }: AnsweringServer) => `ollama:${host}#fake`,
  openai: ({ host }: AnsweringServer) => `openai:http://${host}#fake`,
}

describe.each(['ollama', 'openai'] as const)('a faulty server behind %s:', (kind) => {
  it.each(['begun', 'released'])(
    'changes nothing of a run with prompt %s',
    { timeout: 120_000 },
    async (prompt) => {
      const [good, faulty] = [await start(), await start({ faults, latency: 5 })]
      const [expected, ran] = [
        await runOn(references[kind](good), { prompt }),
        await runOn(references[kind](faulty), { prompt }),
      ]
      expect(ran.trace).toBe(expected.trace)
      expect(expected.log).toEqual([])

      // The faults were there, of every kind, and each cost one more call and nothing else.
      expect([...faulty.played.keys()].sort()).toEqual([...faultKinds].sort())
      const played = [...faulty.played.values()].reduce((sum, count) => sum + count, 0)
      expect(played).toBeGreaterThan(0.12 * faulty.calls())
      expect(good.calls()).toBe(expected.calls)
      expect(ran.log.filter((line) => line.kind === 'fault').length).toBeGreaterThanOrEqual(played)
      expect(faulty.mostAtOnce()).toBeGreaterThanOrEqual(concurrency)
    },
  )
})

describe.each(['ollama', 'openai'] as const)('a server behind %s: that goes away in mid-run', (kind) => {
  it('costs waiting, no work', { timeout: 60_000 }, async () => {
    const good = await start()
    const expected = await runOn(references[kind](good))
    const away = 1500
    const server = await start({
      latency: 5,
      onCall(calls) {
        if (calls !== 40) return
        server.leave().then(() => setTimeout(() => server.comeBack(), away))
      },
    })
    const began = performance.now()
    const ran = await runOn(references[kind](server))
    expect(performance.now() - began).toBeGreaterThan(away)
    expect(ran.trace).toBe(expected.trace)
    // Lost are at most the answers that were under way when it left.
    expect(server.answered()).toBeLessThanOrEqual(expected.calls + concurrency)
    expect(ran.log.filter((line) => line.trouble === 'down').length).toBeGreaterThan(0)
    expect(said.join('')).toMatch(/no (Ollama )?server answers at .*waiting for it, up to 10 min 00 s\n/s)
    expect(said.join('')).toMatch(/answering again, after [1-9]\d* s; nothing was lost\n$/)
  })
})
