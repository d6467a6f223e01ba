import { readFileSync, rmSync, truncateSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runFolders, silotwin } from './silotwin.ts'
import { placeFor, sweep } from './sweeps.ts'

const grid = {
  system: ['gmm', 'voter'],
  agents: 6,
  steps: 12,
  mirror: [0.2, 0.5],
  neighbors: 2,
  replicates: 3,
}

describe('the report of an interrupted sweep', () => {
  it('shows what is there, and says what is not', async () => {
    const { file, out } = placeFor(grid)
    await sweep(file, out)
    const whole = await silotwin('report', out)
    expect(whole).toMatchObject({ code: 0, err: '' })
    const page = () => readFileSync(join(out, 'report.html'), 'utf8')
    expect(page()).not.toContain('class="notice"')

    // As an interruption leaves it: some runs whole, one in its middle, one with its header alone, others not begun.
    const runs = runFolders(out)
    const [middle, empty, ...others] = runs.slice(-5)
    const trace = join(middle, 'trace.jsonl')
    truncateSync(trace, Math.floor(readFileSync(trace).length / 2))
    truncateSync(join(empty, 'trace.jsonl'), 0)
    for (const other of others) rmSync(other, { recursive: true })

    const { code, err } = await silotwin('report', out)
    expect(code).toBe(0)
    const missing = '2 of 9 runs not at the end and 3 runs not begun'
    expect(err).toContain(`incomplete: ${missing}; the report shows what is there`)
    const html = page()
    expect(html).toContain('class="notice"')
    for (const words of ['2 of 9 runs', '3 runs not begun', basename(middle)]) expect(html).toContain(words)
    expect(html).toMatch(/<svg[^>]*data-panel/)

    await sweep(file, out)
    expect(await silotwin('report', out)).toMatchObject({ code: 0, err: '' })
    expect(page()).not.toContain('class="notice"')
  })
})
