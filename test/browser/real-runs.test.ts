import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { runFolders } from '../cli/silotwin.ts'
import { describeInBrowser, useBrowser } from './browser.ts'
import { pageAt, realPair, realSweep } from './real-experiment.ts'
import { saveAll } from './save-all.ts'
import { violations } from './violations.ts'

const shownCell = (page: Page) => page.locator('[data-cell]:visible')
const slider = (page: Page) => page.getByRole('slider', { name: 'Time' })
const readings = (page: Page) => page.locator('.readings .system')
const views = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [400, 1200].map((width) => ({ colorScheme, width })),
)

/** What the first replicate of the language model holds of an agent at a time. */
function recorded(folder: string, t: number, agent: number): { readonly said: string } {
  const run = runFolders(folder).find((path) => /llm-.*rep000/.test(path)) ?? ''
  const line = readFileSync(join(run, 'trace.jsonl'), 'utf8').split('\n')[t] ?? ''
  return { said: JSON.parse(line).answers[agent].attempts.at(-1).text }
}

describeInBrowser('the page of a pair that was run', () => {
  const open = useBrowser()
  let folder = ''
  beforeAll(async () => {
    folder = await realPair()
  }, 60_000)

  it('reads the answers that the trace holds, of the agent and the time that were chosen', async () => {
    const { page, incidents } = await open(pageAt(folder))
    await slider(page).fill('7')
    await page.getByRole('radio', { name: '4', exact: true }).check()
    await expect
      .poll(() => page.locator('.readings blockquote').textContent())
      .toBe(recorded(folder, 7, 4).said)
    expect(await shownCell(page).locator('[data-figure=membership] .overlay .line').count()).toBe(2)
    expect(incidents).toEqual([])
  })

  it('is run by the pointer: an agent is followed in both systems', async () => {
    const { page, incidents } = await open(pageAt(folder))
    const drawing = shownCell(page).locator('[data-figure=membership] svg[data-panel]').first()
    await drawing.scrollIntoViewIfNeeded()
    const box = await drawing.boundingBox()
    const lines = shownCell(page).locator('[data-figure=membership] .overlay .line')
    for (let y = 20; (await lines.count()) === 0 && y < (box?.height ?? 0); y += 3)
      await drawing.hover({ position: { x: 60, y } })
    expect(await lines.count()).toBe(2)
    expect(await readings(page).first().textContent()).toMatch(/Agent \d: /)
    expect(await page.locator('.readings blockquote').textContent()).toContain('The prettiest flower is')
    expect(incidents).toEqual([])
  })

  it('switches to the rescaled clock that the comparison found, and back', async () => {
    const { page, incidents } = await open(pageAt(folder))
    const axis = () =>
      shownCell(page).locator('[data-figure=membership] svg[data-panel]').last().textContent()
    const raw = await axis()
    const clock = page.getByRole('group', { name: 'Clock' })
    expect(await clock.count()).toBe(1)
    await clock.getByRole('radio', { name: 'rescaled' }).check()
    await expect.poll(axis).toContain('rescaled time')
    await clock.getByRole('radio', { name: 'raw' }).check()
    await expect.poll(axis).toBe(raw)
    expect(incidents).toEqual([])
  })

  it('saves every figure, those of the comparison too, and the data of each', async () => {
    const { page, incidents } = await open(pageAt(folder))
    const figures = await page.locator('[data-figure]:visible').count()
    expect(figures).toBeGreaterThan(7)
    const saved = await saveAll(async () => (await open(pageAt(folder))).page)
    expect(saved).toHaveLength(2 * figures)
    expect(new Set(saved.map(({ name }) => name)).size).toBe(saved.length)
    for (const { name, text } of saved) {
      if (name.endsWith('.svg')) expect(text, name).toMatch(/^<svg xmlns=.*<\/svg>\n$/s)
      else {
        const widths = text
          .trim()
          .split('\r\n')
          .map((row) => row.split(',').length)
        expect(widths.length, name).toBeGreaterThan(1)
        expect(new Set(widths).size, name).toBe(1)
      }
    }
    expect(incidents).toEqual([])
  })
})

describeInBrowser('the page of a sweep that was run', () => {
  const open = useBrowser()
  let folder = ''
  beforeAll(async () => {
    folder = await realSweep()
  }, 60_000)

  it('shows any cell and replicate, and sorts its tables', async () => {
    const { page, incidents } = await open(pageAt(folder))
    const cells = page.getByRole('combobox', { name: 'Cell' })
    await cells.selectOption({ label: 'p = 0.5, k = 5' })
    await expect.poll(() => shownCell(page).getAttribute('data-cell')).toBe('mirror-0.5-neighbors-5')
    await page.getByLabel('Replicate').selectOption('1')
    const caption = shownCell(page).locator('[data-figure=membership] figcaption')
    await expect.poll(() => caption.textContent()).toContain('Shown: replicate 1.')
    const silos = page.locator('.ensembles tbody td:nth-child(4)')
    await page
      .locator('.ensembles')
      .getByRole('button', { name: /^Silos/ })
      .click()
    const ascending = (await silos.allTextContents()).map(Number)
    expect(ascending).toHaveLength(8)
    expect(ascending).toEqual([...ascending].sort((a, b) => a - b))
    expect(incidents).toEqual([])
  })

  it('is used by keyboard alone, and shows where the focus is', async () => {
    const { page, incidents } = await open(pageAt(folder))
    const focused = () =>
      page.evaluate<string>("document.activeElement.name || document.activeElement.id || ''")
    const visited: string[] = []
    for (let press = 0; press < 200 && !visited.includes('agent'); press++) {
      await page.keyboard.press('Tab')
      visited.push(await focused())
      const outline = await page.evaluate<string>(
        "(() => { const at = document.activeElement; const of = at.matches('.agents input') ? at.parentElement : at; return getComputedStyle(of).outlineStyle + getComputedStyle(at).outlineStyle + getComputedStyle(of).boxShadow })()",
      )
      expect(outline, `focus ${press}`).not.toBe('nonenonenone')
    }
    expect(visited).toContain('agent')
    await page.keyboard.press('ArrowRight')
    expect(await readings(page).first().textContent()).toMatch(/Agent 0: /)
    await page.getByRole('combobox', { name: 'Cell' }).focus()
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => shownCell(page).getAttribute('data-cell')).toBe('mirror-0.2-neighbors-5')
    expect(incidents).toEqual([])
  })

  it('is complete without JavaScript, and in print', async () => {
    const { page, incidents } = await open(pageAt(folder), { javaScriptEnabled: false })
    expect(await shownCell(page).count()).toBe(4)
    expect(await page.locator('.metrics tbody tr:visible').count()).toBe(16)
    expect(await page.getByRole('heading', { name: 'Summary' }).isVisible()).toBe(true)
    for (const figure of await page.locator('[data-figure]').all())
      expect(await figure.locator('svg:visible').count()).toBeGreaterThan(0)
    const { page: paper, incidents: onPaper } = await open(pageAt(folder), { colorScheme: 'dark' })
    await paper.emulateMedia({ media: 'print' })
    expect(await shownCell(paper).count()).toBe(4)
    expect(await paper.locator('.tools:visible, .controls:visible').count()).toBe(0)
    expect([...incidents, ...onPaper]).toEqual([])
  })

  it.each(views)('is accessible in the $colorScheme theme at $width px', async ({ colorScheme, width }) => {
    const options = { colorScheme, viewport: { width, height: 900 } }
    const { page, incidents } = await open(pageAt(folder), options)
    await page.getByRole('radio', { name: '2', exact: true }).check()
    const { page: still } = await open(pageAt(folder), { ...options, javaScriptEnabled: false })
    for (const one of [page, still]) {
      expect(await one.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
    }
    expect(await violations(page)).toEqual([])
    expect(incidents).toEqual([])
  })
})
