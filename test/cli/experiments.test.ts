import { existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { asyncBufferFromFile, parquetMetadataAsync } from 'hyparquet'
import { describe, expect, it } from 'vitest'
import { howToReproduce } from '../../src/commands/how-to-reproduce.ts'
import { newFolder, runFolders, silotwin } from './silotwin.ts'

const scripted = ['--model', 'scripted:copy', '--embedder', 'hash']
const small = ['--agents', '6', '--steps', '10', '--neighbors', '3']

/** The traces of an experiment by run, byte for byte. */
function traces(folder: string): Record<string, string> {
  const runs = runFolders(folder)
  return Object.fromEntries(
    runs.map((run) => [basename(run), readFileSync(join(run, 'trace.jsonl'), 'utf8')]),
  )
}

const steps = (trace: string) =>
  trace
    .trim()
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line))

describe('an experiment', () => {
  it('has the same bytes whenever it is run, at any concurrency', async () => {
    const [one, eight] = [newFolder(), newFolder()]
    const pair = ['pair', ...scripted, ...small, '--replicates', '2']
    expect(await silotwin(...pair, '--out', one, '--concurrency', '1')).toMatchObject({ code: 0 })
    expect(await silotwin(...pair, '--out', eight, '--concurrency', '8')).toMatchObject({ code: 0 })
    expect(Object.keys(traces(one))).toHaveLength(4)
    expect(traces(eight)).toEqual(traces(one))
  })

  it('pairs its systems on one schedule, another one in each replicate', async () => {
    const out = newFolder()
    await silotwin('pair', ...scripted, '--agents', '6', '--steps', '10', '--replicates', '2', '--out', out)
    const partners = Object.values(traces(out)).map((trace) => steps(trace).map((step) => step.partners))
    expect(partners).toHaveLength(4)
    const distinct = new Set(partners.map((path) => JSON.stringify(path)))
    expect(distinct.size).toBe(2)
  })

  it('is not run again, and does what is missing', async () => {
    const out = newFolder()
    const run = ['run', 'llm', ...scripted, ...small, '--out', out]
    await silotwin(...run)
    const whole = traces(out)
    expect(await silotwin(...run)).toMatchObject({
      code: 0,
      err: expect.stringMatching(/complete before in .*: 1/),
    })
    const [folder] = runFolders(out)
    truncateSync(join(folder, 'trace.jsonl'), Math.floor(whole[basename(folder)].length / 2))
    expect(await silotwin(...run)).toMatchObject({ code: 0 })
    expect(traces(out)).toEqual(whole)
    await silotwin(...run, '--replicates', '3')
    expect(Object.keys(traces(out))).toHaveLength(3)
    expect(traces(out)).toMatchObject(whole)
  })

  it('is replayed from its record, answer by answer', async () => {
    const [first, replayed] = [newFolder(), newFolder()]
    await silotwin(
      'run',
      'llm',
      '--model',
      'scripted:copy:0.7:0.2',
      '--embedder',
      'hash',
      ...small,
      '--out',
      first,
    )
    const ended = await silotwin(
      'run',
      'llm',
      '--model',
      `recorded:${first}`,
      '--embedder',
      'hash',
      ...small,
      '--out',
      replayed,
    )
    expect(ended.code).toBe(0)
    expect(Object.values(traces(replayed))).toEqual(Object.values(traces(first)))
  })

  it('asks off-format answers again, and records what stays one as a fault', async () => {
    const out = newFolder()
    await silotwin(
      'run',
      'llm',
      '--model',
      'scripted:copy:0.9:0.6',
      '--embedder',
      'hash',
      ...small,
      '--out',
      out,
    )
    const [trace] = Object.values(traces(out))
    const answers = steps(trace).flatMap((step) =>
      step.answers.map((answer: object, i: number) => ({ ...answer, silo: step.silos[i] })),
    )
    const faults = answers.filter((answer) => answer.fault === 'off-format')
    expect(faults.length).toBeGreaterThan(0)
    for (const { attempts, silo } of faults) {
      expect(attempts).toHaveLength(5)
      expect(new Set(attempts.map((attempt: { seed: number }) => attempt.seed)).size).toBe(5)
      expect(silo).toBeNull()
    }
    expect(answers.some((answer) => answer.fault === undefined && answer.attempts.length > 1)).toBe(true)
    const [metrics] = JSON.parse((await silotwin('metrics', out, '--json')).out)
    expect(metrics.faults).toBe(faults.length)
  })

  it.each(['gmm', 'voter', 'noisy-voter', 'chain'])('runs %s', async (system) => {
    const out = newFolder()
    expect(await silotwin('run', system, ...small, '--out', out)).toMatchObject({ code: 0 })
    const [metrics] = JSON.parse((await silotwin('metrics', out, '--json')).out)
    expect(metrics).toMatchObject({ system, agents: 6, steps: 10, neighbors: 3, complete: true })
    expect(metrics.siloCount).toHaveLength(11)
    expect(metrics.stability).toHaveLength(10)
  })

  it('says how it is made again, and is then the same', async () => {
    const [first, again] = [newFolder(), newFolder()]
    const design = [
      '--model',
      'scripted:copy:0.7',
      '--embedder',
      'hash',
      '--sigma',
      '0.3',
      '--temperature',
      '1',
      ...small,
    ]
    await silotwin('pair', ...design, '--replicates', '2', '--out', first)
    const command = howToReproduce(first) ?? ''
    expect(readFileSync(join(first, 'report.html'), 'utf8')).toContain(command)
    const args = command.replace('NEW-FOLDER', again).split(' ').slice(1)
    expect(await silotwin(...args)).toMatchObject({ code: 0 })
    expect(traces(again)).toEqual(traces(first))
  })

  it('is compared, reported and exported', async () => {
    const out = newFolder()
    const ended = await silotwin('pair', ...scripted, ...small, '--replicates', '3', '--out', out)
    expect(ended.out).toMatch(/Report: .*report.html/)
    const comparison = JSON.parse((await silotwin('compare', `${out}#llm`, `${out}#gmm`, '--json')).out)
    expect(comparison.cells).toHaveLength(1)
    expect(comparison.cells[0]).toMatchObject({ mirror: 0.2, neighbors: 3, runs: { a: 3, b: 3 }, pairs: 3 })
    expect(await silotwin('compare', out, out)).toMatchObject({
      code: 2,
      err: expect.stringMatching(/accepted: .*#gmm, .*#llm/),
    })
    const spec = join(out, 'spec.yaml')
    writeFileSync(spec, 'agents: 6\ncomparison:\n  horizon: 5\n  margins: {finalSiloCount: 9}\n')
    const declared = await silotwin(
      'compare',
      `${out}#llm`,
      `${out}#gmm`,
      '--spec',
      spec,
      '--alpha',
      '0.1',
      '--json',
    )
    expect(JSON.parse(declared.out)).toMatchObject({
      spec: { alpha: 0.1, horizon: 5, margins: { finalSiloCount: 9 } },
      cells: [{ horizon: 5, metrics: { finalSiloCount: { margin: 9, marginFrom: 'declared' } } }],
    })
    const shown = await silotwin('compare', `${out}#llm`, `${out}#gmm`)
    expect(shown.out).toMatch(
      /neither shown to be equivalent to nor to differ|is different from|is equivalent to/,
    )
    rmSync(join(out, 'report.html'))
    expect((await silotwin('report', out)).out.trim()).toBe(join(out, 'report.html'))
    expect(readFileSync(join(out, 'report.html'), 'utf8')).toMatch(/^<!doctype html>/i)
    expect(existsSync(join(out, 'figures', 'membership.svg'))).toBe(true)
    await silotwin('export', out, '--format', 'csv')
    const runs = readFileSync(join(out, 'runs.csv'), 'utf8').trim().split('\r\n')
    const rows = readFileSync(join(out, 'steps.csv'), 'utf8').trim().split('\r\n')
    expect(runs).toHaveLength(1 + 6)
    expect(rows).toHaveLength(1 + 6 * 11 * 6)
    const tables = await silotwin('export', out, '--format', 'parquet', '--out', join(out, 'tables'))
    expect(tables.out.split('\n').slice(0, 2)).toEqual([
      join(out, 'tables', 'runs.parquet'),
      join(out, 'tables', 'steps.parquet'),
    ])
    const file = await asyncBufferFromFile(join(out, 'tables', 'steps.parquet'))
    expect((await parquetMetadataAsync(file)).num_rows).toBe(BigInt(rows.length - 1))
  })
})
