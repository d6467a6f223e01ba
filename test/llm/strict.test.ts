import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { scriptedModel } from '../../src/adapters/scripted-model.ts'
import { warmedModel } from '../../src/adapters/warmed-model.ts'
import type { ModelCall } from '../../src/llm/language-model.ts'
import { newFolder, runFolders, silotwin } from '../cli/silotwin.ts'
import { callFor, describeLanguageModel } from '../contracts/language-model.ts'
import { makeRun, slowed, smallDesign } from './llm-runs.ts'

const warmUp: ModelCall = {
  ...callFor(0),
  key: { t: 0, agent: 0, purpose: 'warm-up', question: 0, attempt: 0 },
}

describeLanguageModel('scripted:copy, warmed', async () =>
  warmedModel(scriptedModel('scripted:copy'), warmUp),
)

describe('a warmed model', () => {
  it('is asked once more, before anything else, however many ask at once', async () => {
    const calls: ModelCall[] = []
    const model = warmedModel(slowed(scriptedModel('scripted:copy'), calls, 1), warmUp)
    expect(calls).toEqual([])
    await Promise.all([1, 2, 3].map((agent) => model.complete(callFor(agent))))
    await model.complete(callFor(4))
    expect(calls.map(({ key }) => key)).toEqual([
      warmUp.key,
      ...[1, 2, 3, 4].map((agent) => callFor(agent).key),
    ])
  })

  it('fails a call where warming fails', async () => {
    const failing = { ...scriptedModel('scripted:copy'), complete: () => Promise.reject(new Error('down')) }
    await expect(warmedModel(failing, warmUp).complete(callFor(1))).rejects.toThrow('down')
  })
})

describe('at concurrency 1', () => {
  it.each([
    { preset: 'described', protocol: 'ask', questions: 3 },
    { preset: 'released', protocol: 'copy', order: 'sequential' },
  ] as const)('calls are made in an order that timing does not change: %o', async (changes) => {
    const orders = await Promise.all(
      [1, 5, 13].map(async (jitter) => (await makeRun(smallDesign(changes), { jitter })).calls),
    )
    expect(orders[1]).toEqual(orders[0])
    expect(orders[2]).toEqual(orders[0])
  })
})

describe('--mode', () => {
  const run = [
    'run',
    'llm',
    '--model',
    'scripted:copy',
    '--embedder',
    'hash',
    '--agents',
    '4',
    '--steps',
    '3',
  ]
  const header = (out: string) => JSON.parse(readFileSync(join(runFolders(out)[0], 'run.json'), 'utf8'))
  const trace = (out: string) => readFileSync(join(runFolders(out)[0], 'trace.jsonl'), 'utf8')

  it('strict is recorded, keeps nothing of the warm-up call, and is not gone on with otherwise', async () => {
    const [strict, usual] = [newFolder(), newFolder()]
    expect(await silotwin(...run, '--mode', 'strict', '--out', strict)).toMatchObject({ code: 0 })
    expect(await silotwin(...run, '--concurrency', '3', '--out', usual)).toMatchObject({ code: 0 })
    expect(header(strict).provenance).toMatchObject({
      calls: { mode: 'strict', concurrency: 1 },
      inputs: { mode: 'strict' },
    })
    expect(header(usual).provenance.calls).toEqual({ mode: 'statistical', concurrency: 3 })
    expect(trace(strict)).toBe(trace(usual))
    expect(await silotwin(...run, '--out', strict)).toMatchObject({
      code: 2,
      err: expect.stringMatching(/mode "strict" there/),
    })
  })

  it('strict with several calls in flight is bad input, of any command', async () => {
    for (const command of [run, ['pair', ...run.slice(2)], ['sweep', 'nosuch.yaml']]) {
      const out = newFolder()
      expect(
        await silotwin(...command, '--mode', 'strict', '--concurrency', '2', '--out', out),
      ).toMatchObject({
        code: 2,
        err: 'concurrency: got 2, accepted: 1, or mode statistical\n',
      })
    }
  })
})
