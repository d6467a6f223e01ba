import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { silotwin } from '../cli/silotwin.ts'
import { describeInBrowser, type Opened, useBrowser } from './browser.ts'
import { type HostileRuns, hostileImport, hostilePair } from './hostile-runs.ts'
import { saveAll } from './save-all.ts'

/** What can act in a terminal, or turn the direction of writing. */
const acting = /(?![\t\r\n])\p{Cc}|\p{Bidi_Control}|\ufeff/u
/** How a cell begins that a spreadsheet takes for a formula; a minus is one unless a number follows. */
const formula = /^(?:[=+@\t\r]|-(?!\d|$))/

function expectInertCsv(text: string, name: string): void {
  expect(text, name).not.toMatch(acting)
  const rows: readonly (readonly string[])[] = parse(text)
  expect(rows.length, name).toBeGreaterThan(1)
  for (const cell of rows.flat()) expect(cell, name).not.toMatch(formula)
}

const cases: readonly [string, () => Promise<HostileRuns>][] = [
  ['a pair on a hostile corpus that says recorded answers', hostilePair],
  ['an import of answers that begin with a formula', hostileImport],
]

describe.each(cases)('%s', (_, make) => {
  let made: HostileRuns
  beforeAll(async () => {
    made = await make()
  }, 60_000)

  it('prints nothing that acts in a terminal, in any command', async () => {
    for (const text of made.printed) expect(text).not.toMatch(acting)
    const { folder } = made
    const commands = [
      ['report', folder],
      ['metrics', folder],
      ['metrics', folder, '--json'],
      ['compare', `${folder}#llm`, `${folder}#llm`],
    ]
    for (const words of commands) {
      const { code, out, err } = await silotwin(...words)
      expect([words, code, err]).toEqual([words, 0, ''])
      expect(out + err, words.join(' ')).not.toMatch(acting)
    }
  })

  it('exports tables and draws figures in which nothing acts, the text still there', async () => {
    const { code, out, err } = await silotwin('export', made.folder)
    expect([code, err]).toEqual([0, ''])
    expect(out).not.toMatch(acting)
    for (const name of ['runs.csv', 'steps.csv'])
      expectInertCsv(readFileSync(join(made.folder, name), 'utf8'), name)
    const steps = readFileSync(join(made.folder, 'steps.csv'), 'utf8')
    expect(steps).toContain('<script>window.__pwned=1</script>')
    expect(steps).toContain('‹U+001B›[31mred')
    const figures = join(made.folder, 'figures')
    const drawn = readdirSync(figures).filter((name) => name.endsWith('.svg'))
    expect(drawn.length).toBeGreaterThan(2)
    for (const name of drawn) {
      const svg = readFileSync(join(figures, name), 'utf8')
      expect(svg, name).not.toMatch(acting)
      expect(svg, name).not.toMatch(/<(?:script|img|iframe|foreignObject|a)\b|\son\w+=/i)
    }
  })

  describeInBrowser('its page', () => {
    const open = useBrowser()
    const html = () => readFileSync(join(made.folder, 'report.html'), 'utf8')
    const marker = (page: Page) => page.evaluate<string>('typeof window.__pwned')

    it.each([400, 1200])('does nothing and keeps its layout at %i px', async (width) => {
      const { page, incidents } = await open(html(), { viewport: { width, height: 900 } })
      expect(await page.locator('script').count()).toBe(2)
      await page.getByRole('slider', { name: 'Time' }).fill('2')
      await page.getByRole('radio', { name: '1', exact: true }).check()
      const answer = page.locator('.readings .answer').first()
      await expect.poll(() => answer.textContent()).toContain('<script>window.__pwned=1</script>')
      expect(await answer.textContent()).toContain('ab‹U+202E›dcba‹U+202C›')
      for (const drawing of await page.locator('[data-figure=membership] svg').all()) await drawing.hover()
      for (const button of await page.locator('button.sort').all()) await button.click()
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
      expect(await page.locator('footer').isVisible()).toBe(true)
      expect(await marker(page)).toBe('undefined')
      expect(incidents).toEqual([])
    })

    it('does nothing without JavaScript, nor in what is saved from it', async () => {
      const { page: still, incidents: ofStill } = await open(html(), { javaScriptEnabled: false })
      expect(await still.locator('img, iframe, [onload], [onerror], [onmouseover]').count()).toBe(0)
      const opened: Opened[] = []
      const saved = await saveAll(async () => {
        opened.push(await open(html()))
        return opened[opened.length - 1].page
      })
      expect(saved.length).toBeGreaterThan(4)
      for (const { name, text } of saved) {
        if (name.endsWith('.csv')) expectInertCsv(text, name)
        else expect(text, name).not.toMatch(acting)
      }
      for (const { page, incidents } of opened) {
        expect(await marker(page)).toBe('undefined')
        expect(incidents).toEqual([])
      }
      expect(ofStill).toEqual([])
    })
  })
})
