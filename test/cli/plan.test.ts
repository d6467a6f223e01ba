import { existsSync, readdirSync, readFileSync, rmSync, truncateSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { startAnsweringServer } from '../servers/answering-server.ts'
import { newFolder, runFolders, silotwin } from './silotwin.ts'
import { header, placeFor, runsOfSmall, small, stamps, sweep } from './sweeps.ts'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

function place(): string {
  const out = newFolder()
  folders.push(dirname(out))
  return out
}

const planned = async (...args: readonly string[]) => {
  const ended = await silotwin('plan', ...args, '--json')
  expect(ended.code, ended.err).toBe(0)
  return JSON.parse(ended.out)
}

/** Calls that a trace holds. */
function callsIn(run: string): number {
  return readFileSync(join(run, 'trace.jsonl'), 'utf8').split('"text":').length - 1
}

const seconds = (run: string) => {
  const { started, ended } = header(run)
  return (Date.parse(ended) - Date.parse(started)) / 1000
}

describe('a plan', () => {
  const design = ['--embedder', 'hash', '--agents', '6', '--steps', '9']

  it.each([
    { variant: [] },
    { variant: ['--order', 'single'] },
    { variant: ['--protocol', 'ask', '--order', 'sequential'] },
    { variant: ['--protocol', 'ask', '--questions', '2', '--prompt', 'topics'] },
  ])('names the calls that are made: $variant', async ({ variant }) => {
    const out = place()
    const run = ['run', 'llm', ...design, '--model', 'scripted:copy:0.9:0', ...variant, '--out', out]
    const before = await planned(...run)
    expect(existsSync(out)).toBe(false)
    expect(before).toMatchObject({ runs: 1, there: 0, begun: 0 })
    await silotwin(...run)
    const [folder] = runFolders(out)
    const made = callsIn(folder)
    expect(before.parts[0].calls).toEqual({ least: made, most: 5 * made })
    // The disk as it was said, within a tenth or so.
    const bytes = readFileSync(join(folder, 'trace.jsonl')).length
    expect(before.bytes - 4000).toBeGreaterThan(0.8 * bytes)
    expect(before.bytes - 4000).toBeLessThan(1.25 * bytes)

    expect(await planned(...run)).toMatchObject({ runs: 1, there: 1, parts: [], bytes: 0 })
    const trace = join(folder, 'trace.jsonl')
    truncateSync(trace, Math.floor(bytes / 2))
    const left = await planned(...run)
    expect(left).toMatchObject({ there: 0, begun: 1 })
    const whole = readFileSync(trace, 'utf8').split('\n').slice(0, -1).join('\n')
    expect(left.parts[0].calls.least).toBe(made - (whole.split('"text":').length - 1))
  })

  it.each(['1', '4'])('says about how long a model takes, with %s calls in flight', async (concurrency) => {
    const out = place()
    const run = ['run', 'llm', ...design, '--model', 'scripted:copy:0.9:0:60']
    const args = [...run, '--concurrency', concurrency, '--out', out]
    const plan = await planned(...args)
    expect(plan.parts[0].probes).toMatchObject({ calls: 3, offFormat: 0 })
    await silotwin(...args)
    const ratio = seconds(runFolders(out)[0]) / plan.seconds.expected
    expect(ratio).toBeGreaterThan(0.5)
    expect(ratio).toBeLessThan(2)
  })

  it('asks a server three times, and no more', async () => {
    const server = await startAnsweringServer({ latency: 20 })
    try {
      const out = place()
      const model = `ollama:http://${server.host}#fake`
      const { out: words } = await silotwin('plan', 'pair', ...design, '--model', model, '--out', out)
      expect(server.calls()).toBe(3)
      expect(words).toMatch(/2 runs: 0 complete in .*, 0 begun, 2 to begin/)
      expect(words).toMatch(/gmm: 1 run, about 0 s/)
      expect(words).toMatch(/60 calls \(up to 300 if every answer is asked again\), about \d s/)
      expect(existsSync(out)).toBe(false)
    } finally {
      await server.leave()
    }
  })

  it('counts the runs of a grid that are missing', async () => {
    const { file, out } = placeFor(small)
    folders.push(dirname(out))
    const before = await planned('sweep', file, '--out', out)
    expect(before).toMatchObject({ runs: runsOfSmall, there: 0 })
    expect(before.parts).toMatchObject([
      { what: 'gmm, voter, noisy-voter, chain', runs: runsOfSmall, calls: null },
    ])
    await sweep(file, out)
    const [first] = runFolders(out)
    rmSync(first, { recursive: true })
    const stamp = stamps(out)
    expect(await planned('sweep', file, '--out', out)).toMatchObject({ there: runsOfSmall - 1 })
    expect(stamps(out)).toEqual(stamp)
  })

  it('has a part for each model of a grid, and replays ask nothing', async () => {
    const recorded = place()
    const base = ['--embedder', 'hash', '--agents', '5', '--steps', '4']
    await silotwin('run', 'llm', ...base, '--model', 'scripted:copy', '--out', recorded)
    const models = ['scripted:copy:0.9', 'scripted:copy:0.2', `recorded:${recorded}`]
    const grid = { system: 'llm', agents: 5, steps: 4, embedder: 'hash', model: models }
    const { file, out } = placeFor(grid)
    folders.push(dirname(out))
    const { parts } = await planned('sweep', file, '--out', out)
    expect(parts.map(({ what }: { what: string }) => what)).toEqual(models)
    expect(parts[2].calls).toEqual({ least: 0, most: 0 })
    expect(readdirSync(dirname(out))).toEqual(['grid.yaml'])
  })

  it('refuses what the command would refuse', async () => {
    const out = place()
    const run = ['run', 'voter', '--agents', '5', '--steps', '4', '--out', out]
    await silotwin(...run)
    const other = await silotwin('plan', ...run, '--mirror', '0.5')
    expect(other).toMatchObject({ code: 2, err: expect.stringMatching(/mirror 0.2 there, 0.5 asked/) })
    expect(await silotwin('plan', 'run', 'bees', '--out', out)).toMatchObject({ code: 2 })
    expect(await silotwin('plan', 'sweep', 'nowhere.yaml', '--out', out)).toMatchObject({ code: 2 })
  })
})
