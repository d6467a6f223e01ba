import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Ended, newFolder, silotwin } from './silotwin.ts'

/** Everything that is written but the runs, by name. */
function filesIn(folder: string): ReadonlyMap<string, string> {
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile())
  return new Map(names.map(({ name }) => [name, readFileSync(join(folder, name), 'utf8')]))
}

const rowsOf = (csv: string | undefined): readonly Record<string, string>[] =>
  parse(csv ?? '', { columns: true, skip_empty_lines: true })

describe('silotwin reproduce', { timeout: 240_000 }, () => {
  const folder = newFolder('paper')
  const figures = ['fig1', 'fig2', 'fig3', 'fig5', 'fig6', 'tables']
  let ended: Ended
  beforeAll(async () => {
    ended = await silotwin('reproduce', ...figures, '--replicates', '2', '--workers', '2', '--out', folder)
  }, 240_000)

  it('says of every figure whether the known values are met, and what it left out', () => {
    expect(ended.err).not.toMatch(/Error/)
    expect(ended.code).toBe(0)
    const lines = ended.out.trim().split('\n')
    expect(lines.slice(0, -1)).toEqual([
      'Figure 1: met: the one known value.',
      'Figure 2: undecided: too few runs for 1 value of 1.',
      'Figure 3: undecided: too few runs for 10 values of 10.',
      expect.stringMatching(/^Figure 6: undecided: too few runs for 1 value of 2|^Figure 6: not met: 1 of 2/),
      'Tables 1 to 3: met: all 70 known values.',
      'Figure 5: left out: needs the answers of a language model (--released)',
    ])
    expect(lines.at(-1)).toBe(join(folder, 'index.html'))
  })

  it('writes each picture with its data, which can be read', () => {
    const files = filesIn(folder)
    const pictures = [...files.keys()].filter((name) => name.endsWith('.svg'))
    expect(pictures.sort()).toEqual(
      [
        'fig1',
        'fig2-membership',
        'fig2-sizes',
        'fig2-stability',
        'fig2-two-silos',
        'fig2-weights',
        'fig3',
        'fig6-membership',
        'fig6-share',
        'tables',
      ].map((name) => `${name}.svg`),
    )
    for (const name of pictures) {
      expect(files.get(name)).not.toMatch(/NaN|undefined|Infinity|var\(/)
      expect(rowsOf(files.get(name.replace('.svg', '.csv'))).length).toBeGreaterThan(0)
    }
    const means = rowsOf(files.get('fig3.csv'))
    expect(means).toHaveLength(20)
    expect(means[0]).toMatchObject({ ties: 'index', neighbors: '1', runs: '2', published: '7.4' })
    const runs = rowsOf(files.get('fig3-runs.csv'))
    const own = runs.filter(({ ties, neighbors }) => ties === 'index' && neighbors === '1')
    expect(own.reduce((sum, { silos }) => sum + Number(silos), 0) / own.length).toBe(
      Number(means[0].mean_silos),
    )
    expect(rowsOf(files.get('checks.csv'))).toHaveLength(1 + 1 + 10 + 2 + 70)
  })

  it('shows them on one page that loads nothing, with the notes beside them', () => {
    const page = filesIn(folder).get('index.html') ?? ''
    expect(page).not.toMatch(/<script|src="|url\(|NaN|undefined|\[object/)
    for (const text of ['always-true', 'Ties at random', 'did not change', 'left out', 'voter', 'censored'])
      expect(page.toLowerCase()).toContain(text.toLowerCase())
    for (const id of ['fig1', 'fig2', 'fig3', 'fig6', 'tables']) expect(page).toContain(`id="${id}"`)
    expect(page).toContain('silotwin reproduce fig1 fig2 fig3 fig5 fig6 tables --replicates 2 --seed 1')
  })

  it('gives the same bytes again, with another number of threads, and from what is there', async () => {
    const other = newFolder('paper')
    const again = [...figures, '--replicates', '2', '--workers', '1']
    expect((await silotwin('reproduce', ...again, '--out', other)).code).toBe(0)
    expect(filesIn(other)).toEqual(filesIn(folder))
    const before = filesIn(folder)
    expect((await silotwin('reproduce', ...again, '--out', folder)).code).toBe(0)
    expect(filesIn(folder)).toEqual(before)
  })

  it('takes figures as a list, in the order of the paper, and prints JSON', async () => {
    const out = newFolder('paper')
    const { code, out: printed } = await silotwin(
      'reproduce',
      '--figures',
      'tables,1',
      '--json',
      '--out',
      out,
    )
    expect(code).toBe(0)
    const checked = JSON.parse(printed)
    expect(checked.map(({ id, met }: Record<string, unknown>) => [id, met])).toEqual([
      ['fig1', 'met'],
      ['tables', 'met'],
    ])
    expect(checked[1].checks[0]).toMatchObject({ what: 'Table 1, σ = 0.3, ℓ = 1', published: '2.984834e-45' })
  })

  it('refuses what it does not know, and a folder of another seed', async () => {
    const unknown = await silotwin('reproduce', 'fig11', '--out', newFolder())
    expect([unknown.code, unknown.err]).toEqual([2, expect.stringMatching(/figure.*fig11.*fig1, fig2/)])
    const seeded = await silotwin('reproduce', 'fig1', '--seed', '2', '--out', folder)
    expect([seeded.code, seeded.err]).toEqual([2, expect.stringContaining('seed 1 there, 2 asked')])
    const negative = await silotwin('reproduce', 'fig1', '--seed', '-1', '--out', newFolder())
    expect([negative.code, negative.err]).toEqual([2, expect.stringContaining('seed')])
    const empty = await silotwin('reproduce', 'fig5', '--released', newFolder(), '--out', newFolder())
    expect(empty.code).not.toBe(0)
  })
})

describe('silotwin reproduce with answers', { timeout: 120_000 }, () => {
  /** Released files of two cells in which 30 agents end with two flowers. */
  function releasedAnswers(): string {
    const folder = newFolder('answers')
    mkdirSync(folder, { recursive: true })
    const begin = ['rose', 'orchid', 'tulip', 'lily', 'lotus']
    const line = (t: number, of: (agent: number) => string) =>
      `${t},${Array.from({ length: 30 }, (_, agent) => `"[' The prettiest flower is the ${of(agent)}.']"`).join()}`
    for (const neighbors of [1, 5]) {
      const head = `,${[...Array(30).keys()].join()}`
      const early = [0, 1].map((t) => line(t, (agent) => begin[(agent + t * neighbors) % 5]))
      const late = [0, 1].map((t) => line(t, (agent) => (agent < 12 ? 'rose' : 'tulip')))
      writeFileSync(join(folder, `output2_${neighbors}_1.csv`), `${[head, ...early].join('\n')}\n`)
      writeFileSync(join(folder, `output2_${neighbors}_1_2nd.csv`), `${[head, ...late].join('\n')}\n`)
    }
    return folder
  }

  it('makes figures 5, 8 and 9, and no answer gets into a file', async () => {
    const [imported, out] = [newFolder('released'), newFolder('paper')]
    expect((await silotwin('import', releasedAnswers(), '--out', imported)).code).toBe(0)
    const options = ['--released', imported, '--embedder', 'hash', '--out', out]
    const ended = await silotwin('reproduce', 'fig5', 'fig8', 'fig9', ...options)
    expect(ended.err).not.toMatch(/Error/)
    const [grid, before, after] = ended.out.split('\n')
    expect(grid).toBe(
      'Figure 5: not met: 1 of 2 known values: p = 0.2, k = 1 (known 8 silos, t* never, here 2 silos, t* never).',
    )
    expect([before, after].every((line) => line.includes('the paper gives no numbers'))).toBe(true)
    const files = filesIn(out)
    for (const text of files.values()) expect(text).not.toContain('prettiest')
    const rows = rowsOf(files.get('fig9-components.csv'))
    const agents = [...new Set(rows.map(({ agent }) => agent))]
    expect(agents).toHaveLength(3)
    for (const agent of agents) {
      const own = rows.filter((row) => row.agent === agent)
      expect(own.reduce((sum, { weight }) => sum + Number(weight), 0)).toBeCloseTo(1)
    }
    expect(rowsOf(files.get('fig8.csv'))).toHaveLength(6)
  })
})
