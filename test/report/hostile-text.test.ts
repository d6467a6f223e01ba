import { parseHTML } from 'linkedom'
import { describe, expect, it } from 'vitest'
import { hostileEverywhere, hostileRuns } from './hostile.ts'
import { filesOf, gmmPath, pageOf, reportOf, storedRun } from './sample-runs.ts'

const html = pageOf(reportOf(hostileRuns, hostileEverywhere))
const documents: readonly (readonly [string, string])[] = [
  ['page', html],
  ...filesOf(hostileRuns).map(({ name, svg }) => [name, svg] as const),
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
