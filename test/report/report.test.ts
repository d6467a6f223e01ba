import { parseHTML } from 'linkedom'
import { describe, expect, it } from 'vitest'
import type { ReportData } from '../../src/report/report-data.ts'
import { comparisonOf, type WantedEstimates } from './sample-comparison.ts'
import { gmmPath, gmmRun, llmPath, llmRun, pageOf, reportOf, storedRun } from './sample-runs.ts'

function read(data: ReportData) {
  const html = pageOf(data)
  const { document } = parseHTML(html)
  const texts = (selector: string) =>
    [...document.querySelectorAll(selector)].map((element) =>
      (element.textContent ?? '').replaceAll('\u00a0', ' ').trim(),
    )
  return { html, document, texts, text: (document.body.textContent ?? '').replaceAll('\u00a0', ' ') }
}

const single: WantedEstimates = {
  a: { estimate: 1, interval: null },
  b: { estimate: 2, interval: null },
  difference: { estimate: 1, interval: null },
}
const several: WantedEstimates = {
  a: { estimate: 1.9249, interval: [1.5, 2.251] },
  b: { estimate: 2, interval: [1, 3] },
  difference: { estimate: -0.0751, interval: [-1.25, 0.5] },
}

describe('the page of a pair', () => {
  const { document, texts, text, html } = read(
    reportOf([gmmRun, llmRun], { comparison: comparisonOf(single, 1) }),
  )

  it('says what was run', () => {
    expect(texts('h1')).toEqual(['A pair'])
    expect(texts('.lead')[0]).toBe(
      'One run of a language model (gguf:tinyllama) and one run of a Gaussian mixture, with 4 agents over 3 ' +
        'steps. At each step an agent listens to itself with probability p = 0.2, else to one of its k = 2 ' +
        'nearest neighbors.',
    )
    expect(text).toContain('2025-01-31 12:34 UTC')
    expect(texts('pre')).toEqual(['silotwin pair --out results/pair'])
  })

  it('shows both systems side by side in every figure, the language model first, on equal axes', () => {
    const figures = [...document.querySelectorAll('section.cell figure')]
    expect(figures).toHaveLength(4)
    for (const figure of figures) {
      const labels = [...figure.querySelectorAll('svg')].map((svg) => svg.getAttribute('aria-label') ?? '')
      expect(labels.map((label) => /, (\w+ \w+)\./.exec(label)?.[1])).toEqual([
        'Language model',
        'Gaussian mixture',
      ])
      for (const axis of ['x-axis tick label', 'y-axis tick label']) {
        const [left, right] = [...figure.querySelectorAll('svg')].map(
          (svg) => svg.querySelector(`[data-mark="${axis}"]`)?.outerHTML,
        )
        expect(left).toBe(right)
      }
    }
  })

  it('lists the metrics of each run', () => {
    expect(texts('.metrics tbody tr').map((row) => row.replaceAll(/\s+/g, ' '))).toHaveLength(2)
    const rows = [...document.querySelectorAll('.metrics tbody tr')]
    const cells = rows.map((row) => [...row.children].map((cell) => cell.textContent))
    expect(cells).toEqual([
      ['Language model', '0', '1', '1.00', '3', '3', 'decaying', '0.583', '1'],
      ['Gaussian mixture', '0', '2', '2.00', 'not by 3', '3', 'decaying', '0.833', '0'],
    ])
  })

  it('says in words that one replicate gives no interval', () => {
    expect(texts('.estimates .interval').filter((words) => words !== '')).toEqual(
      Array.from({ length: 16 }, () => 'one replicate: no interval'),
    )
    expect(text).toContain('Replicates: 1 and 1, 1 with a shared schedule. A note on every cell.')
    expect(text).toContain('A note on all.')
  })

  it('shows some answers with their flowers and faults', () => {
    expect(texts('.answers thead th')).toEqual(['Time', 'Agent 0', 'Agent 1', 'Agent 2'])
    expect(texts('.answers tbody th')).toEqual(['t = 0', 't = 2', 't = 3'])
    expect(texts('.answers .chip').slice(0, 4)).toEqual(['rose', 'orchid', 'tulip', 'orchid'])
    expect(texts('.answers .answer')[0]).toBe('Silo 0 of agent 0 at 0.')
    expect(document.querySelector('.answers .swatch')?.getAttribute('style')).toBe('background:var(--silo-0)')
  })

  it('needs neither script nor network', () => {
    expect(document.querySelectorAll('script, link, img, iframe, object, embed')).toHaveLength(0)
    expect(html).not.toMatch(/https?:|url\(|@import/)
    expect(document.querySelector('meta[http-equiv]')?.getAttribute('content')).toContain(
      "default-src 'none'",
    )
  })

  it('has headings in order, named regions, unique ids and links that lead somewhere', () => {
    const levels = [...document.querySelectorAll('h1, h2, h3, h4')].map(({ localName }) =>
      Number(localName[1]),
    )
    for (const [i, level] of levels.entries()) expect(level - (levels[i - 1] ?? 0)).toBeLessThanOrEqual(1)
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const link of document.querySelectorAll('a'))
      expect(ids).toContain(link.getAttribute('href')?.slice(1))
    for (const table of document.querySelectorAll('table'))
      expect(table.querySelector('caption')).not.toBeNull()
    for (const head of document.querySelectorAll('th')) expect(head.getAttribute('scope')).not.toBeNull()
    for (const svg of document.querySelectorAll('svg:not([aria-hidden])'))
      expect(svg.getAttribute('role')).toBe('img')
  })

  it('defines every color that it names', () => {
    const defined = new Set([...html.matchAll(/--([\w-]+):[#\d]/g)].map(([, name]) => name))
    for (const [, name] of html.matchAll(/var\(--([\w-]+)\)/g)) expect(defined).toContain(name)
  })
})

describe('the page of many cells', () => {
  const runs = [0.2, 0.5].flatMap((mirror) =>
    [1, 2].flatMap((neighbors) => [
      ...[0, 1].map((replicate) => storedRun({ path: gmmPath, replicate, design: { mirror, neighbors } })),
      storedRun({ system: 'llm', path: llmPath, design: { mirror, neighbors } }),
    ]),
  )
  const { document, texts, text } = read(reportOf(runs, { comparison: comparisonOf(several, 2, 2) }))

  it('has a section for each, and a way to it', () => {
    expect(texts('section.cell h2')).toEqual([
      'p = 0.2, k = 1',
      'p = 0.2, k = 2',
      'p = 0.5, k = 1',
      'p = 0.5, k = 2',
    ])
    expect(texts('nav .row a')).toEqual(['k = 1', 'k = 2', 'k = 1', 'k = 2'])
    expect(texts('h2').slice(0, 3)).toEqual(['Summary', 'All cells', 'Comparison'])
    expect(texts('.ensembles tbody tr')).toHaveLength(8)
    const links = [...document.querySelectorAll('#overview ~ .drawing h4 a')]
    expect(links.map((link) => link.getAttribute('href'))).toEqual(
      [...document.querySelectorAll('section.cell h2')].map(({ id }) => `#${id}`),
    )
    expect(text).toContain(
      'in 4 cells. At each step an agent listens to itself with probability p = 0.2 or 0.5',
    )
  })

  it('compares with intervals, and says once what is true of every cell', () => {
    expect(texts('.estimates tbody tr')[1]).toMatch(
      /^Final number of silos1\.921\.50 to 2\.252\.001\.00 to 3\.00−0\.08−1\.25 to 0\.50±0\.50/,
    )
    expect(texts('.estimates tbody tr')[1]).toMatch(/\? Undecided|= Equivalent|≠ Different/)
    expect(text.match(/A note on every cell\./g)).toHaveLength(1)
    expect(text).toContain('A note on cell 2.')
  })

  it('lists the values in which runs of a series differ', () => {
    const row = texts('.values tbody tr').find((cells) => cells.startsWith('neighbors'))
    expect(row).toBe('neighbors1, 21, 2')
  })
})

describe('runs that are not whole', () => {
  const { texts, text } = read(
    reportOf(
      [
        gmmRun,
        storedRun({
          system: 'llm',
          path: llmPath.slice(0, 2),
          steps: 3,
          complete: false,
          header: { status: 'failed', failure: 'the server is gone' },
        }),
        storedRun({ path: [], steps: 3, replicate: 1, complete: false, header: { status: 'running' } }),
      ],
      { absent: { withoutTrace: 5, notBegun: 4 } },
    ),
  )

  it('are said to be incomplete', () => {
    expect(texts('.notice strong')).toEqual([
      'Incomplete: 2 of 3 runs not at the end, 4 runs not begun and 5 runs without a trace to draw.',
    ])
    expect(texts('.notice li')).toEqual([
      'llm-p0.2-k2-rep0: to t = 1 of 3 (the server is gone)',
      'gmm-p0.2-k2-rep1: no step yet (still running, or interrupted)',
    ])
    expect(texts('.metrics .fault')).toEqual(['incomplete, to t = 1'])
  })

  it('say nothing of the kind where all are whole', () => {
    expect(read(reportOf([gmmRun])).texts('.notice')).toEqual([])
    expect(text).toContain('Incomplete')
  })
})

it('makes a page of no run', () => {
  expect(read(reportOf([])).texts('.lead')).toEqual(['There is no run yet.'])
})

it('tells two series of one system apart by what differs', () => {
  const models = ['gguf:tinyllama', 'ollama:llama3.2:1b']
  const runs = models.map((model) => storedRun({ system: 'llm', path: llmPath, design: { model } }))
  const { texts } = read(reportOf([...runs, storedRun({ system: 'moran', path: gmmPath })]))
  expect(texts('.panel h4').slice(0, 3)).toEqual([
    'Language model (gguf:tinyllama)',
    'Language model (ollama:llama3.2:1b)',
    'Moran',
  ])
})

it('shortens digests and keeps them whole in the title', () => {
  const sha256 = 'ab12'.repeat(16)
  const run = storedRun({
    path: gmmPath,
    header: { provenance: { inputs: { model: { sha256 }, files: ['a', 'b'] }, commit: null } },
  })
  const { document, texts } = read(reportOf([run]))
  expect(document.querySelector('abbr')?.getAttribute('title')).toBe(sha256)
  expect(texts('abbr')).toEqual(['ab12ab12ab12…'])
  expect(texts('.values tbody tr')).toEqual(
    expect.arrayContaining(['inputs.filesa, b', 'commitnone', 'started2025-01-31 12:00 UTC']),
  )
})
