import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openOllama } from '../../src/adapters/ollama.ts'
import { sampling } from '../adapters/ollama-set-up.ts'
import { newFolder } from '../cli/silotwin.ts'
import { start, untilLines } from '../cli/started.ts'
import { callFor } from '../contracts/language-model.ts'
import { program, seedsOf, stepsIn, untilSaid } from './checked.ts'
import { loadModel, smollm2Wrapping } from './load-model.ts'
import { freePort, type OwnServer, startServer } from './server.ts'

const name = 'silotwin-check-smollm2'

describe.skipIf(program === null)('a server of one slot that the check has started', () => {
  const folder = newFolder('ollama')
  let port: number
  let server: OwnServer
  const serve = () => startServer(program ?? '', folder, port, 1)
  beforeAll(async () => {
    port = await freePort()
    server = await serve()
    await loadModel(server.host, name, 'smollm2', smollm2Wrapping)
  })
  afterAll(() => server.kill())

  it('repeats an answer for the same seed in the same state, and gives others for other seeds', async () => {
    const model = await openOllama(`ollama:${server.host}#${name}`, sampling)
    const texts: string[] = []
    for (let agent = 0; agent < 6; agent++) {
      // The first call brings the server's prompt cache to the state in which the other two find it.
      await model.complete(callFor(agent))
      const first = await model.complete(callFor(agent))
      const second = await model.complete(callFor(agent))
      expect(second.text).toBe(first.text)
      texts.push(first.text)
    }
    expect(new Set(texts).size).toBeGreaterThan(3)
    await model.close()
  })

  it('is waited for when it is killed in mid-run; no call is lost or repeated', async () => {
    const design = ['run', 'llm', '--model', `ollama:${server.host}#${name}`, '--embedder', 'hash']
    const small = [
      '--agents',
      '4',
      '--neighbors',
      '2',
      '--prompt',
      'begun',
      '--max-tokens',
      '32',
      '--steps',
      '8',
    ]
    const out = newFolder()
    const run = start([...design, ...small, '--out', out])
    await untilLines(out, 2, run)
    await server.kill()
    await untilSaid(run, /waiting for it/)
    await pause(3000)
    server = await serve()
    const ended = await run.ended
    expect(ended, ended.err).toMatchObject({ code: 0 })
    expect(ended.err).toMatch(/the model is answering again, after .*nothing was lost/)
    expect(stepsIn(out)).toHaveLength(9)

    const undisturbed = newFolder()
    expect(await start([...design, ...small, '--out', undisturbed]).ended).toMatchObject({ code: 0 })
    expect(seedsOf(stepsIn(out))).toEqual(seedsOf(stepsIn(undisturbed)))
  })
})
