import { execFile } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { relative } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { readRun } from '../../src/trace/read-run.ts'
import { command, newFolder, runFolders, silotwin } from './silotwin.ts'
import { start, untilLines } from './started.ts'
import { traces } from './sweeps.ts'

/** Four agents, each of whose answers takes so many milliseconds. */
const design = (milliseconds: number) => [
  'run',
  'llm',
  ...['--model', `scripted:copy:0.9:0:${milliseconds}`, '--embedder', 'hash'],
  ...['--agents', '4', '--steps', '12'],
]

/** Runs the command that a person would paste. */
function paste(line: string): Promise<number> {
  return new Promise((resolve) => {
    execFile('bash', ['-c', line], (error) => resolve(error === null ? 0 : Number(error.code)))
  })
}

describe.skipIf(process.platform === 'win32')('Ctrl+C', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('finishes the step, and says how to go on: %s', async (signal) => {
    const out = newFolder("it's out")
    const run = start([...design(40), '--out', out])
    await untilLines(out, 3, run)
    run.child.kill(signal)
    const { code, err } = await run.ended
    expect(code).toBe(130)
    const [folder] = runFolders(out)
    const { steps, complete, header } = readRun(folder)
    expect(complete).toBe(false)
    expect(header.status).toBe('running')
    expect(steps.length).toBeGreaterThanOrEqual(3)
    expect(steps.length).toBeLessThan(12)
    expect(readdirSync(folder).sort()).toEqual(['run.json', 'trace.jsonl'])
    expect(err).toMatch(/Finishing the step/)
    expect(err).toMatch(/Stopped; what is in .* is valid/)

    const said = /Go on later with:\n {2}(.*)\n/.exec(err)?.[1] ?? ''
    expect(said).toContain(`node ${relative('', command)} run llm --model scripted:copy:0.9:0:40`)
    expect(await paste(said)).toBe(0)
    const whole = newFolder()
    await silotwin(...design(40), '--out', whole)
    expect(Object.values(traces(out))).toEqual(Object.values(traces(whole)))
  })

  it('stops at once when it comes again, and the run is valid', async () => {
    const out = newFolder()
    // A step takes four seconds.
    const run = start([...design(1000), '--out', out])
    while (!existsSync(out) || runFolders(out).length === 0) await pause(5)
    run.child.kill('SIGINT')
    while (!run.said().includes('Finishing')) await pause(5)
    const again = performance.now()
    run.child.kill('SIGINT')
    expect(await run.ended).toMatchObject({ code: 130 })
    expect(performance.now() - again).toBeLessThan(1500)
    for (const folder of runFolders(out)) {
      expect(readRun(folder)).toMatchObject({ complete: false })
      expect(readdirSync(folder).sort()).toEqual(['run.json', 'trace.jsonl'])
    }
  })
})
