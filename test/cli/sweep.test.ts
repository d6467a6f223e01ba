import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { newFolder, silotwin } from './silotwin.ts'
import { placeFor, runsOfSmall, small, stamps, sweep, traces } from './sweeps.ts'

describe('a sweep', () => {
  it('runs every cell as often as asked, as `run` does, and prints a line a cell', async () => {
    const { file, out } = placeFor(small)
    const ended = await sweep(file, out)
    expect(ended).toMatchObject({
      code: 0,
      err: expect.stringMatching(`${runsOfSmall} runs in .*: ${runsOfSmall} completed, 0 complete before`),
    })
    const lines = ended.out.trim().split('\n')
    expect(lines).toHaveLength(1 + runsOfSmall / 3)
    expect(lines[0]).toMatch(
      /^system +mirror +neighbors +runs +silos +converged +t\* +faults +took +silos over t$/,
    )
    expect(lines[1]).toMatch(
      /^gmm +0\.2 +2 +3 +\d+\.\d\d +[01]\.\d\d +\d+\.\d\d +none +[\d.]+ s +[▁-█.:=+*#@-]{13}$/,
    )

    const alone = newFolder()
    const cell = [
      '--agents',
      '6',
      '--steps',
      '12',
      '--mirror',
      '0.5',
      '--neighbors',
      '5',
      '--replicates',
      '3',
    ]
    await silotwin('run', 'gmm', ...cell, '--out', alone)
    expect(Object.keys(traces(alone))).toHaveLength(3)
    expect(traces(out)).toMatchObject(traces(alone))
  })

  it('prints the metrics of all runs as JSON, measured as `metrics` does', async () => {
    const { file, out } = placeFor(small)
    const first = JSON.parse((await sweep(file, out, '--json')).out)
    const again = JSON.parse((await sweep(file, out, '--json')).out)
    const stored = JSON.parse((await silotwin('metrics', out, '--json')).out)
    const byRun = (a: { run: string }, b: { run: string }) => (a.run < b.run ? -1 : 1)
    expect(first).toHaveLength(runsOfSmall)
    expect(again).toEqual(first)
    expect(first.toSorted(byRun)).toEqual(stored.toSorted(byRun))
  })

  it('touches nothing that is there, whatever the number of workers', async () => {
    const { file, out } = placeFor(small)
    await sweep(file, out)
    const before = stamps(out)
    const again = await sweep(file, out, '--workers', '1')
    expect(again).toMatchObject({
      code: 0,
      err: expect.stringMatching(`0 completed, ${runsOfSmall} complete before`),
    })
    expect(stamps(out)).toEqual(before)
  })

  it('writes the same traces with one worker and with two', async () => {
    const { file, out } = placeFor(small)
    await sweep(file, out, '--workers', '1')
    await sweep(file, `${out}-two`, '--workers', '2')
    expect(Object.keys(traces(out))).toHaveLength(runsOfSmall)
    expect(traces(`${out}-two`)).toEqual(traces(out))
  })

  it('is extended by more values and more replicates, and leaves what is there', async () => {
    const { file, out } = placeFor({ ...small, system: 'gmm' })
    await sweep(file, out)
    const before = stamps(out)
    writeFileSync(
      file,
      stringify({ ...small, system: ['gmm', 'voter'], mirror: [0.2, 0.5, 0.9], replicates: 5 }),
    )
    const ended = await sweep(file, out)
    expect(ended).toMatchObject({
      code: 0,
      err: expect.stringMatching(/60 runs .* 48 completed, 12 complete before/),
    })
    const after = stamps(out)
    for (const path of Object.keys(before)) {
      if (path !== '.' && path !== 'experiment.json') expect(after[path]).toBe(before[path])
    }
    const { designs, replicates } = JSON.parse(readFileSync(join(out, 'experiment.json'), 'utf8'))
    expect(designs.map((grid: { mirror: number[] }) => grid.mirror)).toEqual([
      [0.2, 0.5],
      [0.2, 0.5, 0.9],
    ])
    expect(replicates).toBe(5)
  })

  it('refuses a folder made by another command', async () => {
    const { file, out } = placeFor(small)
    await silotwin('run', 'gmm', '--agents', '4', '--steps', '3', '--out', out)
    const before = stamps(out)
    expect(await sweep(file, out)).toMatchObject({
      code: 2,
      err: expect.stringMatching(/command run there, sweep asked/),
    })
    expect(stamps(out)).toEqual(before)
  })

  it.each([
    ['an unknown field', 'system: gmm\nneighbours: [1, 2]\n', /design option: got "neighbours", accepted/],
    ['an empty list', 'system: gmm\nmirror: []\n', /mirror: got \[\], accepted/],
    ['an empty grid', '', /grid.yaml: got null, accepted: a YAML mapping/],
    ['a value twice', 'system: gmm\nmirror: [0.2, 0.2]\n', /mirror: got \[0.2,0.2\], accepted/],
    [
      'too many neighbors',
      'system: gmm\nagents: [6, 4]\nneighbors: [5]\n',
      /neighbors: got 5, .*at agents 4/,
    ],
    [
      'no components',
      'system: gmm\nlayout: custom\ncomponents: nosuch.yaml\n',
      /components: got "nosuch.yaml"/,
    ],
    ['an unknown prompt', 'system: llm\nprompt: nosuch\n', /prompt: got "nosuch", accepted/],
  ])('refuses %s before anything is written', async (_, content, message) => {
    const { file, out } = placeFor({})
    writeFileSync(file, content)
    const ended = await sweep(file, out)
    expect(ended).toMatchObject({ code: 2, out: '', err: expect.stringMatching(message) })
    expect(ended.err).not.toMatch(/\n\s+at /)
    expect(existsSync(out)).toBe(false)
  })

  it('refuses a file that is not there', async () => {
    expect(await sweep('nosuch.yaml', newFolder())).toMatchObject({
      code: 2,
      err: expect.stringMatching(/nosuch.yaml: no such file/),
    })
  })
})
