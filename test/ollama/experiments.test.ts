import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readRun } from '../../src/trace/read-run.ts'
import { newFolder, runFolders } from '../cli/silotwin.ts'
import { start, untilLines } from '../cli/started.ts'
import { attemptsOf, begun, host, ownModels, quick, seedsOf, stepsIn } from './checked.ts'
import { loadModel, removeModel, smollm2Wrapping, tinyllamaWrapping } from './load-model.ts'

const run = (...args: readonly string[]) => start(args).ended
const small = ['--agents', '4', '--neighbors', '2', '--prompt', 'begun', '--max-tokens', '32', '--seed', '3']
const llmOf = (model: string, embedder = 'hash') =>
  ['run', 'llm', ...small, '--model', `ollama:${host}#${model}`, '--embedder', embedder] as const
const llm = llmOf(quick)

describe('experiments on a real server', () => {
  it('runs a pair, and records what every answer was made with', async () => {
    const out = newFolder()
    const model = `ollama:${host}#${begun}`
    const design = [...small, '--steps', '3', '--model', model, '--embedder', 'hash', '--concurrency', '2']
    const ended = await run('pair', ...design, '--out', out)
    expect(ended, ended.err).toMatchObject({ code: 0 })
    expect(existsSync(join(out, 'report.html'))).toBe(true)
    const folders = runFolders(out)
    expect(folders).toHaveLength(2)
    for (const folder of folders) expect(readRun(folder)).toMatchObject({ complete: true })

    const llmRun = folders
      .map((folder) => readRun(folder))
      .find(({ header }) => header.design.system === 'llm')
    const { models } = await (await fetch(`http://${host}/api/tags`)).json()
    const listed = models.find(({ name }: { name: string }) => name.split(':')[0] === begun.split(':')[0])
    expect(JSON.stringify(llmRun?.header.provenance)).toContain(listed.digest)
    const attempts = attemptsOf(llmRun?.steps ?? [])
    expect(attempts.length).toBeGreaterThanOrEqual(4 * 4)
    for (const { seed, promptTokens, answerTokens, seconds, text } of attempts) {
      expect(seed).toBeTypeOf('number')
      expect(promptTokens).toBeGreaterThan(30)
      expect(answerTokens).toBeGreaterThan(0)
      expect(seconds).toBeGreaterThan(0)
      expect(text).toMatch(/^The prettiest flower is/)
    }
    expect(new Set(attempts.map(({ seed }) => seed)).size).toBe(attempts.length)
  })

  it("embeds the answers with the server's model", async () => {
    const out = newFolder()
    const design = [...llmOf(quick, `ollama:${host}#${quick}`), '--no-embedding-cache']
    const ended = await run(...design, '--steps', '1', '--out', out)
    expect(ended, ended.err).toMatchObject({ code: 0 })
    const [folder] = runFolders(out)
    expect(readRun(folder).header.provenance).toMatchObject({
      embedder: { server: expect.stringContaining(host), dimensions: expect.any(Number) },
    })
  })

  it('goes on where it was interrupted or killed, with the same calls and seeds', async () => {
    const design = [...llm, '--steps', '8']
    const whole = newFolder()
    expect(await run(...design, '--out', whole)).toMatchObject({ code: 0 })
    const out = newFolder()
    for (const [signal, lines] of [
      ['SIGINT', 2],
      ['SIGKILL', 5],
    ] as const) {
      const started = start([...design, '--out', out])
      await untilLines(out, lines, started)
      started.child.kill(signal)
      await started.ended
      const [folder] = runFolders(out)
      expect(readRun(folder)).toMatchObject({ complete: false })
    }
    const [folder] = runFolders(out)
    const before = readFileSync(join(folder, 'trace.jsonl')).subarray(0, readRun(folder).validBytes)
    expect(stepsIn(out).length).toBeGreaterThanOrEqual(5)
    expect(await run(...design, '--out', out)).toMatchObject({ code: 0 })
    expect(readFileSync(join(folder, 'trace.jsonl')).subarray(0, before.length)).toEqual(before)
    expect(readRun(folder).complete).toBe(true)
    expect(seedsOf(stepsIn(out))).toEqual(seedsOf(stepsIn(whole)))
  })

  it.skipIf(!ownModels)('refuses to go on with another model of the same name', async () => {
    const name = 'silotwin-check-changing'
    await loadModel(host, name, 'smollm2', smollm2Wrapping)
    try {
      const design = [...llmOf(name), '--steps', '6']
      const out = newFolder()
      const started = start([...design, '--out', out])
      await untilLines(out, 2, started)
      started.child.kill('SIGKILL')
      await started.ended
      await loadModel(host, name, 'smollm2', tinyllamaWrapping)
      expect(await run(...design, '--out', out)).toMatchObject({
        code: 2,
        err: expect.stringMatching(/digest/),
      })
      expect(await run(...design, '--allow-mixed', '--out', out)).toMatchObject({ code: 0 })
      const [folder] = runFolders(out)
      expect(readRun(folder)).toMatchObject({ complete: true, header: { mixed: [expect.anything()] } })
    } finally {
      await removeModel(host, name)
    }
  })

  it('records an answer that is cut at the token limit', async () => {
    const out = newFolder()
    const ended = await run(...llm, '--max-tokens', '2', '--steps', '1', '--out', out)
    expect(ended, ended.err).toMatchObject({ code: 0 })
    const answers = stepsIn(out).flatMap((step) => step.answers ?? [])
    expect(attemptsOf(stepsIn(out))).toContainEqual(
      expect.objectContaining({ finish: 'length', answerTokens: 2 }),
    )
    expect(answers).toContainEqual(
      expect.objectContaining({ fault: expect.stringMatching(/truncated|off-format/) }),
    )
  })

  it('stops at a prompt that does not fit, instead of letting the server cut it', async () => {
    const ended = await run(...llm, '--context', '64', '--steps', '1', '--out', newFolder())
    expect(ended).toMatchObject({
      code: 1,
      err: expect.stringMatching(/prompt.* does not fit into the context/),
    })
  })
})
