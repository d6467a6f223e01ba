import { parseHTML } from 'linkedom'
import { describe, expect, it } from 'vitest'
import { comparisonOf } from './sample-comparison.ts'
import { filesOf, gmmPath, pageOf, reportOf, storedRun } from './sample-runs.ts'

const hostile = [
  '<script>alert(1)</script>',
  '</script><script>alert(2)</script>',
  '</style><img src=x onerror=alert(3)>',
  '</title></head><body onload=alert(4)>',
  '"><svg onload=alert(5)>',
  "' onmouseover='alert(6)",
  '<a href="javascript:alert(7)">rose</a>',
  '<!-- ]]> --> &lt;b&gt; &#60;i&#62;',
  'ab\u202edcba\u202c \u2066x\u2069 \u200f',
  '\u001b[31mred\u001b]8;;file:///etc/passwd\u0007link',
  '\u0000\u0008\u009b \ud800 \ufeff',
].join(' ')

const everywhere = {
  title: hostile,
  generated: hostile,
  reproduce: hostile,
  comparison: hostileComparison(),
}

/** A comparison with the text in every place that a label or a path can reach. */
function hostileComparison() {
  const none = { estimate: 1, interval: null }
  const comparison = comparisonOf({ a: none, b: none, difference: none }, 2)
  const finding = { id: 'baseline-closer', about: hostile, sentence: hostile, evidence: {} } as const
  return {
    ...comparison,
    a: { ...comparison.a, label: hostile },
    b: { ...comparison.b, label: hostile },
    overall: { ...comparison.overall, sentence: hostile },
    cells: comparison.cells.map((cell) => ({ ...cell, sentence: hostile, notes: [hostile] })),
    findings: [finding],
    notes: [hostile],
  }
}

const llm = (model: string) =>
  storedRun({
    system: 'llm',
    path: gmmPath,
    design: { model, [hostile]: hostile },
    header: {
      run: hostile,
      provenance: { [hostile]: [hostile], sha256: hostile },
      status: 'failed',
      failure: hostile,
      started: hostile,
    },
    complete: false,
    say: () => hostile,
  })
const runs = [llm(hostile), llm('another'), storedRun({ system: hostile, path: gmmPath })]

const html = pageOf(reportOf(runs, everywhere))
const documents: readonly (readonly [string, string])[] = [
  ['page', html],
  ...filesOf(runs).map(({ name, svg }) => [name, svg] as const),
]

describe('text from models, servers and files', () => {
  it.each(documents)('is inert in the %s', (_, content) => {
    const { document } = parseHTML(content)
    expect(content).toContain('alert(1)')
    expect(document.querySelectorAll('script, img, iframe, object, form')).toHaveLength(0)
    for (const element of document.querySelectorAll('*')) {
      for (const { name, value } of element.attributes) {
        expect(name).not.toMatch(/^on/i)
        expect(name === 'href' ? value : '#').toMatch(/^#/)
      }
    }
    expect(content).not.toMatch(/<\/?(script|img|body on|a href="j|svg on)/i)
    expect(content).not.toMatch(/(?![\t\n])\p{Cc}|\p{Bidi_Control}|\p{Surrogate}|\ufeff/u)
  })

  it('ends neither the style sheet nor the head', () => {
    expect(html.match(/<\/style>/g)).toHaveLength(1)
    expect(html.match(/<\/title>/g)).toHaveLength(1)
    expect(html.match(/<\/head>/g)).toHaveLength(1)
    expect(html.match(/<body/g)).toHaveLength(1)
  })

  it('can still be read', () => {
    const { document } = parseHTML(html)
    const answer = document.querySelector('.answers .answer')
    expect(answer?.textContent).toContain('<script>alert(1)</script>')
    expect(answer?.textContent).toContain('ab‹U+202E›dcba‹U+202C›')
    expect(answer?.textContent).toContain('‹U+001B›[31mred')
    expect(answer?.getAttribute('dir')).toBe('auto')
  })

  it('is cut where it is long, which is said', () => {
    const run = storedRun({ system: 'llm', path: gmmPath, say: () => '🌹'.repeat(1000) })
    const { document } = parseHTML(pageOf(reportOf([run])))
    expect(document.querySelector('.answers .answer')?.textContent).toBe(`${'🌹'.repeat(480)}…`)
    expect(document.querySelector('.answers .muted')?.textContent).toBe('520 more characters')
  })
})
