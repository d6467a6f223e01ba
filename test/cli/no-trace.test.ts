import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { timed } from '../../src/metrics/cost.ts'
import type { RunMetrics } from '../../src/metrics/run-metrics.ts'
import { newFolder, runFolders, silotwin } from './silotwin.ts'
import { placeFor, runsOfSmall, small, stamps, sweep, traces } from './sweeps.ts'

describe('runs without a trace', () => {
  it('keep run.json and the metrics that a trace would give, and count as complete', async () => {
    const { file, out } = placeFor(small)
    const traced = `${out}-traced`
    await sweep(file, out, '--no-trace')
    await sweep(file, traced)
    for (const run of runFolders(out)) expect(readdirSync(run).sort()).toEqual(['metrics.json', 'run.json'])
    const metrics = async (folder: string) => {
      const runs: RunMetrics[] = JSON.parse((await silotwin('metrics', folder, '--json')).out)
      for (const { cost } of runs) expect(cost.seconds).toBeGreaterThan(0)
      // What two tries took is never the same.
      return runs.map((run) => ({ ...run, cost: timed(run.cost, null) }))
    }
    expect(await metrics(out)).toEqual(await metrics(traced))
    const before = stamps(out)
    expect(await sweep(file, out, '--no-trace')).toMatchObject({
      code: 0,
      err: expect.stringMatching(`0 completed, ${runsOfSmall} complete before`),
    })
    expect(stamps(out)).toEqual(before)

    const [damaged, missing] = runFolders(out)
    writeFileSync(join(damaged, 'metrics.json'), '{"run":')
    rmSync(join(missing, 'metrics.json'))
    expect(await sweep(file, out, '--no-trace')).toMatchObject({
      code: 0,
      err: expect.stringMatching(`2 completed, ${runsOfSmall - 2} complete before`),
    })
    expect(await metrics(out)).toEqual(await metrics(traced))
  })

  it('are compared and exported; a report says that there is nothing to draw', async () => {
    const out = newFolder()
    const run = ['run', 'gmm', '--agents', '6', '--steps', '10', '--replicates', '3', '--out', out]
    expect((await silotwin(...run, '--no-trace')).out).toMatch(/gmm-p0\.2-k5-rep002/)
    const comparison = JSON.parse((await silotwin('compare', out, out, '--json')).out)
    expect(comparison.cells[0].runs).toEqual({ a: 3, b: 3 })
    await silotwin('export', out)
    expect(readFileSync(join(out, 'runs.csv'), 'utf8').trim().split('\r\n')).toHaveLength(1 + 3)
    expect(await silotwin('report', out)).toMatchObject({
      code: 2,
      err: expect.stringMatching(
        /3 runs keep their metrics and no steps[\s\S]*accepted: runs made without --no-trace/,
      ),
    })

    const mixed = newFolder()
    mkdirSync(mixed)
    cpSync(out, join(mixed, 'metrics-alone'), { recursive: true })
    await silotwin(...run.slice(0, -1), join(mixed, 'traced'))
    const report = await silotwin('report', mixed)
    expect(report).toMatchObject({
      code: 0,
      err: expect.stringMatching(/incomplete: 3 runs without a trace to draw/),
    })
    expect(basename(report.out.trim())).toBe('report.html')
  })

  it('go on with their trace where they were begun with one', async () => {
    const out = newFolder()
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
      '6',
    ]
    await silotwin(...run, '--out', out)
    const whole = traces(out)
    const [folder] = runFolders(out)
    writeFileSync(join(folder, 'trace.jsonl'), readFileSync(join(folder, 'trace.jsonl')).subarray(0, 900))
    expect(await silotwin(...run, '--no-trace', '--out', out)).toMatchObject({ code: 0 })
    expect(traces(out)).toEqual(whole)
  })
})
