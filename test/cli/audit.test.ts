import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { startAnsweringServer } from '../servers/answering-server.ts'
import { newFolder, runFolders, silotwin } from './silotwin.ts'
import { header, stamps } from './sweeps.ts'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

const small = ['--embedder', 'hash', '--agents', '5', '--neighbors', '2', '--steps', '6']
const scripted = ['--model', 'scripted:copy:0.8:0.15']

/** The folder of runs that a command makes. */
async function made(...args: readonly string[]): Promise<string> {
  const out = newFolder()
  folders.push(dirname(out))
  const ended = await silotwin('run', 'llm', ...small, ...args, '--out', out)
  expect(ended.code, ended.err).toBe(0)
  return out
}

const found = async (...args: readonly string[]) => {
  const ended = await silotwin('audit', ...args, '--json')
  expect(ended.code, ended.err).toBe(0)
  return JSON.parse(ended.out)
}

/** Changes the lines of the trace of a folder's only run. */
function alter(out: string, change: (line: string, t: number) => string): void {
  const trace = join(runFolders(out)[0], 'trace.jsonl')
  writeFileSync(trace, readFileSync(trace, 'utf8').split('\n').map(change).join('\n'))
}

/** Leaves so many steps of the trace of a folder's only run. */
function interrupt(out: string, times: number): void {
  const trace = join(runFolders(out)[0], 'trace.jsonl')
  const lines = readFileSync(trace, 'utf8').split('\n').slice(0, times)
  writeFileSync(trace, `${lines.join('\n')}\n`)
}

describe('an audit', () => {
  it.each([
    { variant: [] },
    { variant: ['--mode', 'strict'] },
    { variant: ['--preset', 'described', '--memory', '4', '--order', 'sequential'] },
    { variant: ['--protocol', 'ask', '--questions', '2', '--prompt', 'topics', '--replicates', '2'] },
    { variant: ['--protocol', 'ask', '--order', 'single'] },
  ])('finds that a scripted model repeats itself, and writes nothing: $variant', async ({ variant }) => {
    const out = await made(...scripted, ...variant)
    const before = stamps(out)
    const all = await found(out, '--sample', '10000')
    expect(all).toMatchObject({ text: { differ: 0, share: 0 }, silo: { differ: 0 } })
    expect(all.asked).toBe(all.recorded)
    expect(all.calls.some(({ attempt }: { attempt: number }) => attempt > 0)).toBe(true)
    expect(Object.keys(all.byPurpose)).toEqual(variant.includes('ask') ? ['answer', 'reply'] : ['answer'])
    const some = await found(out, '--sample', '7', '--seed', '2', '--concurrency', '3')
    expect(some.calls).toHaveLength(7)
    expect(await found(out, '--sample', '7', '--seed', '2')).toMatchObject({ calls: some.calls })
    expect((await found(out, '--sample', '7', '--seed', '3')).calls).not.toEqual(some.calls)
    expect(stamps(out)).toEqual(before)
  })

  it('says what differs: texts, and silos among them', async () => {
    const out = await made('--model', 'scripted:copy', '--mode', 'strict')
    alter(out, (line, t) => (t === 6 ? line.replaceAll('praised here', 'prized') : line))
    const texts = await found(out, '--sample', '100')
    expect(texts).toMatchObject({ asked: 35, text: { differ: 5, of: 35 }, silo: { differ: 0, of: 35 } })
    expect(texts.text.interval[0]).toBeCloseTo(0.0626, 3)
    alter(out, (line, t) => (t === 6 ? line.replace(/the [a-z ]+, prized/, 'the weed, prized') : line))
    expect(await found(out, '--sample', '100')).toMatchObject({ text: { differ: 5 }, silo: { differ: 1 } })
    const { out: words } = await silotwin('audit', out, '--sample', '100')
    expect(words).toMatch(/another text: 5 of 35, 14\.3 % \(95 % interval 6\.3 % to 29\.4 %\)/)
    expect(words).toMatch(/then: The prettiest flower is the weed, prized .*\(no silo\)/)
    expect(words).toMatch(/A strict run is expected to differ nowhere/)
  })

  it('names the call whose prompt is not the recorded one', async () => {
    const out = await made('--model', 'scripted:copy')
    alter(out, (line, t) => (t === 2 ? line.replaceAll(/the [a-z ]+, praised/g, 'the weed, praised') : line))
    const ended = await silotwin('audit', out, '--sample', '100')
    expect(ended).toMatchObject({ code: 1, out: '' })
    expect(ended.err).toMatch(
      /the answer of agent \d at t = 3 has another prompt \(hash [0-9a-f]{16} on record/,
    )
  })

  it('goes as far as an unfinished run does', async () => {
    const out = await made(...scripted, '--protocol', 'ask', '--order', 'sequential')
    interrupt(out, 5)
    expect(await found(out, '--sample', '1000')).toMatchObject({ text: { differ: 0 } })
  })

  it('of a mixed run asks for what its present inputs were asked for', async () => {
    const out = await made('--model', 'scripted:copy:0.9')
    interrupt(out, 3)
    const other = ['--model', 'scripted:copy:0.3', '--allow-mixed', '--out', out]
    expect((await silotwin('run', 'llm', ...small, ...other)).code).toBe(0)
    const { calls, text } = await found(out, '--sample', '1000')
    expect(text).toMatchObject({ differ: 0, of: 20 })
    expect(Math.min(...calls.map(({ t }: { t: number }) => t))).toBe(header(runFolders(out)[0]).mixed[0].from)
  })

  it('refuses what it cannot ask', async () => {
    const out = await made('--model', 'scripted:copy')
    const replayed = await made('--model', `recorded:${out}`)
    const ended = await silotwin('audit', replayed)
    expect(ended).toMatchObject({
      code: 2,
      err: expect.stringMatching(/no model was asked; audit the runs in/),
    })
    const plain = newFolder()
    folders.push(dirname(plain))
    await silotwin('run', 'voter', '--agents', '4', '--steps', '3', '--out', plain)
    expect(await silotwin('audit', plain)).toMatchObject({
      code: 2,
      err: expect.stringMatching(/holds no recorded calls/),
    })
    expect(await silotwin('audit', out, '--mode', 'strict', '--concurrency', '2')).toMatchObject({ code: 2 })
    expect(await silotwin('audit', out, '--sample', '0')).toMatchObject({ code: 2 })
  })

  it('asks a server, and says at once that its model changed', async () => {
    const server = await startAnsweringServer()
    try {
      const model = `ollama:http://${server.host}#fake`
      const out = await made('--model', model)
      const before = server.calls()
      expect(await found(out, '--sample', '12', '--concurrency', '4')).toMatchObject({
        text: { differ: 0, of: 12 },
      })
      expect(server.calls() - before).toBe(12)
      const [run] = runFolders(out)
      const old = JSON.stringify(header(run)).replaceAll('d'.repeat(64), 'e'.repeat(64))
      writeFileSync(join(run, 'run.json'), old)
      const ended = await silotwin('audit', out)
      expect(ended).toMatchObject({
        code: 1,
        err: expect.stringMatching(/model .*eeee.* then, .*dddd.* now/),
      })
      expect(server.calls() - before).toBe(12)
    } finally {
      await server.leave()
    }
  })
})
