import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { command, newFolder, runFolders, silotwin } from './silotwin.ts'
import { header, placeFor, small, sweep, traces } from './sweeps.ts'

describe('a sweep that fails in part', () => {
  const models = { agents: 5, steps: 4, embedder: 'hash', model: ['gguf:/nosuch.gguf', 'scripted:copy'] }

  it('records the failure, runs all others, and says what is missing; exit code 3', async () => {
    const { file, out } = placeFor({ system: ['llm', 'gmm'], ...models, replicates: 2 })
    const ended = await sweep(file, out)
    expect(ended.code).toBe(3)
    expect(ended.err).toMatch(/failed, 2 of 6: .*nosuch.gguf/)
    expect(ended.err).toMatch(/6 runs .*: 4 completed, 0 complete before, 2 failed/)
    const headers = runFolders(out).map(header)
    const failed = headers.filter(({ status }) => status === 'failed')
    expect(failed).toHaveLength(2)
    for (const { design, failure } of failed) {
      expect(design.model).toBe('gguf:/nosuch.gguf')
      expect(failure).toMatch(/nosuch.gguf/)
    }
    expect(headers.filter(({ status }) => status === 'completed')).toHaveLength(4)

    const metrics = await silotwin('metrics', out, '--json')
    expect(JSON.parse(metrics.out)).toHaveLength(4)
    expect(metrics.err).toMatch(/holds no step: .*nosuch.gguf.*, left out/)
  })

  it('makes a failed run once what it needs is there', async () => {
    const recorded = newFolder('recorded')
    const grid = { system: 'llm', agents: 5, steps: 4, embedder: 'hash' }
    const { file, out } = placeFor({ ...grid, model: `recorded:${recorded}` })
    expect(await sweep(file, out)).toMatchObject({ code: 3 })
    const source = placeFor({ ...grid, model: 'scripted:copy' })
    await sweep(source.file, recorded)
    expect(await sweep(file, out)).toMatchObject({ code: 0, err: expect.stringMatching(/1 completed/) })
    expect(Object.values(traces(out))).toEqual(Object.values(traces(recorded)))
    expect(header(runFolders(out)[0])).toMatchObject({ status: 'completed' })
    expect(header(runFolders(out)[0])).not.toHaveProperty('failure')
  })

  it('does not stop at a damaged run', async () => {
    const { file, out } = placeFor({ ...small, system: 'voter' })
    await sweep(file, out)
    const whole = traces(out)
    const [damaged, torn, unmarked] = runFolders(out)
    writeFileSync(join(damaged, 'run.json'), '{"format":')
    writeFileSync(join(torn, 'trace.jsonl'), readFileSync(join(torn, 'trace.jsonl')).subarray(0, 100))
    rmSync(join(unmarked, 'run.json'))
    const ended = await sweep(file, out)
    expect(ended).toMatchObject({
      code: 3,
      err: expect.stringMatching(/2 completed, 9 complete before, 1 failed/),
    })
    expect(ended.err).toMatch(/run.json: cannot be read as JSON/)
    expect(traces(out)).toEqual(whole)
  })
})

describe('an interrupted sweep', () => {
  const long = { system: ['gmm', 'voter'], agents: 20, steps: 300, mirror: [0.2, 0.5], replicates: 12 }

  /** Starts a sweep, and sends it a signal once some runs are there. */
  async function interrupted(file: string, out: string, signal: 'SIGKILL' | 'SIGINT', runs: number) {
    const child = spawn(process.execPath, [command, 'sweep', file, '--out', out], { stdio: 'ignore' })
    const ended = new Promise<number | null>((resolve) => child.on('exit', resolve))
    while (child.exitCode === null && (!existsSync(out) || readdirSync(out).length < runs))
      await setTimeout(2)
    child.kill(signal)
    return ended
  }

  it('ends with the same bytes after SIGKILL at several moments', { timeout: 120_000 }, async () => {
    const { file, out } = placeFor(long)
    await sweep(file, out)
    const whole = traces(out)
    expect(Object.keys(whole)).toHaveLength(48)
    for (const runs of [2, 9, 25]) {
      const killed = `${out}-${runs}`
      expect(await interrupted(file, killed, 'SIGKILL', runs)).toBeNull()
      expect(Object.keys(traces(killed)).length).toBeLessThan(48)
      expect(await sweep(file, killed)).toMatchObject({ code: 0 })
      expect(traces(killed)).toEqual(whole)
      expect(runFolders(killed).map((run) => header(run).status)).toEqual(Array(48).fill('completed'))
    }
  })

  it('finishes the runs under way at Ctrl+C, leaves no torn one, and goes on; exit code 130', async () => {
    const { file, out } = placeFor(long)
    expect(await interrupted(file, out, 'SIGINT', 9)).toBe(130)
    const runs = runFolders(out)
    expect(runs.length).toBeGreaterThan(0)
    expect(runs.length).toBeLessThan(48)
    for (const run of runs) expect(header(run).status).toBe('completed')
    expect(await sweep(file, out)).toMatchObject({
      code: 0,
      err: expect.stringMatching(`${48 - runs.length} completed, ${runs.length} complete before`),
    })
  })
})
