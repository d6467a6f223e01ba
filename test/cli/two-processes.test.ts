import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lock } from '../../src/storage/lock.ts'
import { newFolder, runFolders, silotwin } from './silotwin.ts'
import { start, untilLines } from './started.ts'
import { header, placeFor, sweep, traces } from './sweeps.ts'

const llm = { embedder: 'hash', model: 'scripted:copy:0.9:0.1:3', agents: 5, steps: 20 }
const grid = { ...llm, system: ['gmm', 'voter', 'llm'], mirror: [0.2, 0.5], neighbors: [2, 4], replicates: 3 }
const runs = 3 * 2 * 2 * 3

describe('two processes on one folder', () => {
  it('share the runs of a sweep and spoil none', { timeout: 120_000 }, async () => {
    const { file, out } = placeFor(grid)
    const both = [1, 2].map(() => start(['sweep', file, '--out', out]))
    const ends = await Promise.all(both.map(({ ended }) => ended))
    // Who ends first may leave the last run to the other.
    for (const { code } of ends) expect([0, 3]).toContain(code)
    expect(ends.some(({ code }) => code === 0)).toBe(true)
    const made = ends.map(({ err }) => Number(/(\d+) completed/.exec(err)?.[1]))
    expect(made[0] + made[1]).toBe(runs)

    const whole = `${out}-whole`
    await sweep(file, whole)
    expect(traces(out)).toEqual(traces(whole))
    expect(runFolders(out).map((run) => header(run).status)).toEqual(Array(runs).fill('completed'))
    expect(await sweep(file, out)).toMatchObject({ code: 0, err: expect.stringMatching(/0 completed/) })
  })

  it('do not write one run: the second says who does', async () => {
    const out = newFolder()
    const args = ['run', 'llm', '--model', 'scripted:copy:0.9:0:100', '--embedder', 'hash', '--agents', '4']
    const first = start([...args, '--steps', '10', '--out', out])
    await untilLines(out, 2, first)
    const second = await silotwin(...args, '--steps', '10', '--out', out)
    expect(second).toMatchObject({ code: 1, out: '' })
    expect(second.err).toMatch(
      new RegExp(`is being written by process ${first.child.pid}; wait until it ends, or end it`),
    )
    expect(await first.ended).toMatchObject({ code: 0 })
    expect(await silotwin(...args, '--steps', '10', '--out', out)).toMatchObject({ code: 0 })
  })

  it('leave a run under way to each other; exit code 3', async () => {
    const { file, out } = placeFor({ ...llm, system: 'llm', model: 'scripted:copy', replicates: 2 })
    await sweep(file, out)
    const whole = traces(out)
    const [first] = runFolders(out)
    rmSync(join(first, 'trace.jsonl'))
    // This process stands for another one that writes the first run.
    const held = lock(join(first, 'lock'), first)
    expect(await sweep(file, out)).toMatchObject({
      code: 3,
      err: expect.stringMatching(/0 completed, 1 complete before, 1 under way in another process/),
    })
    held.release()
    rmSync(join(first, 'run.json'))
    expect(await sweep(file, out)).toMatchObject({
      code: 0,
      err: expect.stringMatching(/1 completed, 1 complete before/),
    })
    expect(traces(out)).toEqual(whole)
  })
})
