import { copyFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { newFolder, runFolders, silotwin } from './silotwin.ts'
import { header, placeFor, sweep, traces } from './sweeps.ts'

const design = ['run', 'llm', '--embedder', 'hash', '--agents', '6', '--neighbors', '3', '--steps', '10']
const copying = [...design, '--model', 'scripted:copy:0.9']
const other = [...design, '--model', 'scripted:copy:0.4']

/** A run of which half is left, and its trace so far. */
async function interrupted(args: readonly string[]) {
  const out = newFolder()
  await silotwin(...args, '--out', out)
  const [run] = runFolders(out)
  const trace = join(run, 'trace.jsonl')
  truncateSync(trace, Math.floor(readFileSync(trace).length / 2))
  const kept = readFileSync(trace, 'utf8').split('\n').slice(0, -1)
  return { out, run, kept }
}

/** A prompt file of one's own, which may change. */
function ownPrompt(): string {
  const path = join(dirname(newFolder()), 'own.md')
  copyFileSync('prompts/released.md', path)
  return path
}

describe('going on with something else', () => {
  it('is refused, naming the field and both values; nothing changes', async () => {
    const { out } = await interrupted(copying)
    const before = traces(out)
    const ended = await silotwin(...other, '--out', out)
    expect(ended).toMatchObject({ code: 2, out: '' })
    expect(ended.err).toMatch(/model "scripted:copy:0.9" there, "scripted:copy:0.4" asked/)
    const cooler = await silotwin(...copying, '--temperature', '0.1', '--out', out)
    expect(cooler).toMatchObject({ code: 2, err: expect.stringMatching(/temperature 0.75 there, 0.1 asked/) })
    expect(traces(out)).toEqual(before)
  })

  it('is refused where a file has another content under the same name', async () => {
    const prompt = ownPrompt()
    const args = [...copying, '--prompt', prompt]
    const { out } = await interrupted(args)
    writeFileSync(prompt, readFileSync(prompt, 'utf8').replace('flower', 'bloom'))
    const ended = await silotwin(...args, '--out', out)
    expect(ended.code).toBe(2)
    expect(ended.err).toMatch(
      /prompt \{.*"sha256":"[0-9a-f]{64}"\} there, \{.*"sha256":"[0-9a-f]{64}"\} asked/,
    )
    expect(await silotwin(...args, '--allow-mixed', '--out', out)).toMatchObject({ code: 0 })
    const [{ changes }] = header(runFolders(out)[0]).mixed
    expect(Object.keys(changes)).toEqual(['prompt'])
  })

  it('with leave keeps what is there, marks the run, and says so wherever runs are listed', async () => {
    const { out, run, kept } = await interrupted(copying)
    const ended = await silotwin(...other, '--allow-mixed', '--out', out)
    expect(ended).toMatchObject({ code: 0, out: expect.stringMatching(/mixed inputs/) })
    const [mixed, ...others] = runFolders(out)
    expect(others).toEqual([])
    expect(mixed).not.toBe(run)
    const lines = readFileSync(join(mixed, 'trace.jsonl'), 'utf8').trim().split('\n')
    expect(lines.slice(0, kept.length)).toEqual(kept)
    expect(lines).toHaveLength(12)
    expect(header(mixed)).toMatchObject({
      run: basename(mixed),
      status: 'completed',
      design: { model: 'scripted:copy:0.4' },
      mixed: [
        {
          from: kept.length,
          changes: {
            model: {
              there: { reference: 'scripted:copy:0.9' },
              asked: { reference: 'scripted:copy:0.4' },
            },
          },
        },
      ],
    })
    const [metrics] = JSON.parse((await silotwin('metrics', out, '--json')).out)
    expect(metrics).toMatchObject({ mixed: true, complete: true })
    await silotwin('report', out)
    expect(readFileSync(join(out, 'report.html'), 'utf8')).toMatch(/Mixed: 1 of 1 run/)
    await silotwin('export', out)
    expect(readFileSync(join(out, 'runs.csv'), 'utf8')).toMatch(/complete,mixed,[\s\S]*true,true,/)
    const comparison = JSON.parse((await silotwin('compare', out, out, '--json')).out)
    expect(JSON.stringify(comparison)).toMatch(/other inputs than they were begun with: 2/)
  })

  it('is the same wherever the mixed run is interrupted again', async () => {
    const { out, kept } = await interrupted(copying)
    await silotwin(...other, '--allow-mixed', '--out', out)
    const [run] = runFolders(out)
    const trace = join(run, 'trace.jsonl')
    const whole = readFileSync(trace)
    const { mixed } = header(run)
    const length = kept.join('\n').length
    for (const share of [0.2, 0.7]) {
      truncateSync(trace, Math.floor(length + share * (whole.length - length)))
      expect(await silotwin(...other, '--out', out)).toMatchObject({ code: 0 })
      expect(readFileSync(trace).equals(whole)).toBe(true)
      expect(runFolders(out)).toEqual([run])
      expect(header(run).mixed).toEqual(mixed)
    }
  })

  it('is refused even then where it would be another run', async () => {
    const { out } = await interrupted(copying)
    for (const change of [
      ['--mirror', '0.5'],
      ['--seed', '2'],
      ['--steps', '12'],
    ]) {
      const ended = await silotwin(...copying, ...change, '--allow-mixed', '--out', out)
      expect(ended).toMatchObject({ code: 2, err: expect.stringMatching(/ there, .* asked/) })
    }
  })

  it('leaves complete runs as they are', async () => {
    const out = newFolder()
    await silotwin(...copying, '--out', out)
    const before = traces(out)
    const ended = await silotwin(...other, '--allow-mixed', '--replicates', '2', '--out', out)
    expect(ended).toMatchObject({ code: 0, err: expect.stringMatching(/complete before in .*: 1/) })
    expect(runFolders(out)).toHaveLength(2)
    expect(traces(out)).toMatchObject(before)
    const both = JSON.parse((await silotwin('metrics', out, '--json')).out)
    expect(both.map(({ mixed }: { mixed: boolean }) => mixed)).toEqual([false, false])
  })

  it('fails that cell of a sweep alone', async () => {
    const prompt = ownPrompt()
    const grid = { system: 'llm', agents: 5, steps: 8, embedder: 'hash', model: 'scripted:copy' }
    const { file, out } = placeFor({ ...grid, prompt: [prompt, 'released'] })
    await sweep(file, out)
    for (const run of runFolders(out)) {
      const trace = join(run, 'trace.jsonl')
      truncateSync(trace, Math.floor(readFileSync(trace).length / 2))
    }
    writeFileSync(prompt, readFileSync(prompt, 'utf8').replace('flower', 'bloom'))
    const ended = await sweep(file, out)
    expect(ended).toMatchObject({ code: 3, err: expect.stringMatching(/1 completed, .*1 failed/) })
    expect(ended.err).toMatch(/prompt \{.*\} there/)
    expect(await sweep(file, out, '--allow-mixed')).toMatchObject({ code: 0 })
    const marks = runFolders(out).map((run) => header(run).mixed?.length ?? 0)
    expect(marks.sort()).toEqual([0, 1])
  })
})
