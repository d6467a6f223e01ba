import { readFile } from 'node:fs/promises'
import type { Locator, Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { describeInBrowser, useBrowser } from './browser.ts'
import { agents, scriptedPage, steps } from './sample-page.ts'

const html = scriptedPage()
const shownCell = (page: Page) => page.locator('[data-cell]:visible')
const readings = (page: Page) => page.locator('.readings .system')
const slider = (page: Page) => page.getByRole('slider', { name: 'Time' })
const panel = (page: Page, figure: string, place: number) =>
  shownCell(page).locator(`[data-figure=${figure}] svg[data-panel]`).nth(place)

/** Points at the line of an agent at a time, in the panel of a membership figure. */
async function pointAt(drawing: Locator, agent: number, t: number): Promise<void> {
  // The line as the page itself draws it over the others.
  const radio = drawing.page().getByRole('radio', { name: String(agent), exact: true })
  await radio.check()
  const d = (await drawing.locator('.overlay .line').getAttribute('d')) ?? ''
  await drawing.page().getByRole('radio', { name: 'none', exact: true }).check()
  const corners = [...d.matchAll(/([\d.]+),([\d.]+)/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) }))
  const [left, right] = [corners[0].x, corners[corners.length - 1].x]
  const x = left + ((t + 0.5) / (steps + 1)) * (right - left)
  const before = corners.filter((corner) => corner.x <= x)
  const box = await drawing.boundingBox()
  const scale = (box?.width ?? 0) / 430
  await drawing.hover({ position: { x: x * scale, y: before[before.length - 1].y * scale } })
}

describeInBrowser('the page in a browser', () => {
  const open = useBrowser()

  it('shows one cell at a time, chosen by list, link or address', async () => {
    const { page, incidents } = await open(html)
    expect(await shownCell(page).getByRole('heading', { level: 2 }).textContent()).toBe(
      'p\u00a0=\u00a00.2, k\u00a0=\u00a01',
    )
    await page.getByRole('combobox', { name: 'Cell' }).selectOption({ label: 'p = 0.5, k = 5' })
    await expect.poll(() => shownCell(page).count()).toBe(1)
    expect(await shownCell(page).getAttribute('data-cell')).toBe('mirror-0.5-neighbors-5')
    expect(page.url()).toMatch(/#mirror-0.5-neighbors-5$/)
    await page.getByRole('link', { name: 'p = 0.2, k = 5', exact: true }).first().click()
    await expect
      .poll(() => page.getByRole('combobox', { name: 'Cell' }).inputValue())
      .toBe('mirror-0.2-neighbors-5')
    await page.goBack()
    await expect.poll(() => shownCell(page).getAttribute('data-cell')).toBe('mirror-0.5-neighbors-5')
    expect(incidents).toEqual([])
  })

  it('draws any replicate', async () => {
    const { page, incidents } = await open(html)
    const drawn = () => panel(page, 'membership', 1).locator('[data-mark=line]').last().innerHTML()
    const first = await drawn()
    await page.getByLabel('Replicate').selectOption('2')
    await expect.poll(drawn).not.toBe(first)
    const caption = shownCell(page).locator('[data-figure=membership] figcaption')
    expect(await caption.textContent()).toContain('Shown: replicate 2.')
    const marked = shownCell(page).locator('.metrics tr[aria-current=true]')
    expect(await marked.locator('td').nth(0).allTextContents()).toEqual(['2'])
    expect(await marked.count()).toBe(2)
    await page.getByLabel('Replicate').selectOption('0')
    await expect.poll(drawn).toBe(first)
    expect(incidents).toEqual([])
  })

  it('goes through time, in every figure', async () => {
    const { page, incidents } = await open(html)
    expect(await readings(page).allTextContents()).toEqual([
      expect.stringContaining('Language model at t = 06 silos'),
      expect.stringContaining('Gaussian mixture at t = 06 silos'),
    ])
    await slider(page).fill('4')
    expect(await page.locator('.controls output').textContent()).toBe('t = 4')
    expect(await readings(page).nth(0).textContent()).toContain(
      '3 silos, the largest orchid with 4 of 6 agents',
    )
    expect(await readings(page).nth(1).textContent()).toContain(
      '5 silos, the largest silo 1 with 2 of 6 agents',
    )
    expect(await slider(page).getAttribute('aria-valuetext')).toBe(
      't = 4. Language model: 3 silos; Gaussian mixture: 5 silos.',
    )
    const cursors = shownCell(page).locator('.overlay .cursor')
    expect(await cursors.count()).toBe(8)
    const places = await cursors.evaluateAll((all) => all.map((one) => one.getAttribute('x')))
    expect(new Set(places).size).toBe(1)
    expect(incidents).toEqual([])
  })

  it('follows the agent that is pointed at in both systems, and reads its answer at that time', async () => {
    const { page, incidents } = await open(html)
    const llm = panel(page, 'membership', 0)
    await pointAt(llm, 3, 6)
    expect(await page.locator('.controls output').textContent()).toBe('t = 6')
    expect(await readings(page).nth(0).textContent()).toContain('Agent 3: orchid since t = 4')
    expect(await readings(page).locator('blockquote').allTextContents()).toEqual([
      'Agent 3 said 1 at 6 in replicate 0.',
    ])
    expect(await readings(page).nth(1).textContent()).toContain('Agent 3: silo 3 since t = 0')
    expect(await shownCell(page).locator('[data-figure=membership] .overlay .line').count()).toBe(2)
    await page.mouse.move(0, 0)
    expect(await page.locator('.controls output').textContent()).toBe('t = 0')
    expect(await shownCell(page).locator('.overlay .line').count()).toBe(0)
    await pointAt(llm, 5, 2)
    await page.mouse.down()
    await page.mouse.up()
    await page.mouse.move(0, 0)
    expect(await page.locator('.controls output').textContent()).toBe('t = 2')
    expect(await page.getByRole('radio', { name: '5', exact: true }).isChecked()).toBe(true)
    expect(await shownCell(page).locator('.overlay .line').count()).toBe(2)
    expect(incidents).toEqual([])
  })

  it('is used by keyboard alone', async () => {
    const { page, incidents } = await open(html)
    await page.keyboard.press('Tab')
    await expect.poll(() => page.locator(':focus').textContent()).toBe('Skip to the content')
    await slider(page).focus()
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key)
    expect(await page.locator('.controls output').textContent()).toBe('t = 3')
    await page.keyboard.press('End')
    expect(await page.locator('.controls output').textContent()).toBe(`t = ${steps}`)
    const focused = () => page.locator(':focus').getAttribute('name')
    while ((await focused()) !== 'agent') await page.keyboard.press('Tab')
    for (const key of ['ArrowRight', 'ArrowRight']) await page.keyboard.press(key)
    expect(await readings(page).nth(0).textContent()).toContain('Agent 1: orchid since t = 0')
    expect(await page.getByRole('radio').count()).toBe(agents + 1)
    await page.getByLabel('Replicate').focus()
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => readings(page).nth(0).textContent()).toContain('in replicate 1.')
    await page.getByRole('button', { name: 'Final silos' }).first().focus()
    await page.keyboard.press('Enter')
    expect(await shownCell(page).locator('th[aria-sort]').getAttribute('aria-sort')).toBe('ascending')
    expect(incidents).toEqual([])
  })

  it('sorts its tables by any column', async () => {
    const { page, incidents } = await open(html)
    const table = shownCell(page).locator('.metrics')
    const column = (place: number) => table.locator(`tbody td:nth-child(${place + 1})`).allTextContents()
    await table.getByRole('button', { name: 'Replicate' }).click()
    expect(await column(1)).toEqual(['0', '0', '1', '1', '2', '2'])
    await table.getByRole('button', { name: 'Replicate' }).click()
    expect(await column(1)).toEqual(['2', '2', '1', '1', '0', '0'])
    await table.getByRole('button', { name: 'Last change' }).click()
    expect(await column(5)).toEqual(['5', '6', '7', '9', '10', '10'])
    expect(await table.locator('th[aria-sort]').count()).toBe(1)
    await page.locator('.ensembles').getByRole('button', { name: 'Cell' }).click()
    await page.locator('.ensembles').getByRole('button', { name: 'Cell' }).click()
    expect(await page.locator('.ensembles tbody th').first().textContent()).toBe('p = 0.5, k = 5')
    expect(incidents).toEqual([])
  })

  it('saves any figure, and its data', async () => {
    const { page, incidents } = await open(html)
    await page.getByLabel('Replicate').selectOption('1')
    const saved = async (figure: string, kind: string) => {
      const waiting = page.waitForEvent('download')
      await page.locator(`[data-figure=${figure}]:visible`).getByRole('button', { name: kind }).click()
      const download = await waiting
      return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') }
    }
    const svg = await saved('membership', 'SVG')
    expect(svg.name).toBe('membership-mirror-0.2-neighbors-1-replicate-1.svg')
    expect(svg.text).toMatch(/^<svg xmlns=.*<\/svg>\n$/s)
    expect(svg.text).toContain('Shown: replicate 1.')
    expect(svg.text).not.toMatch(/var\(|&nbsp;/)
    const csv = await saved('membership', 'CSV')
    expect(csv.text.split('\r\n').slice(0, 2)).toEqual([
      'system,replicate,t,agent,silo,name',
      'Language model,1,0,0,0,rose',
    ])
    expect(csv.text.trim().split('\r\n')).toHaveLength(1 + 2 * agents * (steps + 1))
    const grid = await saved('grid-silo-count', 'CSV')
    expect(grid.name).toBe('grid-silo-count.csv')
    expect(grid.text.trim().split('\r\n')).toHaveLength(1 + 4 * 2 * (steps + 1))
    const overview = await saved('grid-final-silos', 'SVG')
    const { page: drawing } = await open(`<!doctype html><title>figure</title>${overview.text}`, {
      javaScriptEnabled: false,
    })
    expect(await drawing.getByText('p = 0.5', { exact: true }).isVisible()).toBe(true)
    expect(incidents).toEqual([])
  })

  it('rescales the clock where the comparison knows how', async () => {
    const { page } = await open(html)
    expect(await page.getByRole('group', { name: 'Clock' }).count()).toBe(0)
    const rescaled = html.replaceAll('"rescaledPaces":null', '"rescaledPaces":[1,2]')
    const { page: with_, incidents } = await open(rescaled)
    await slider(with_).fill('3')
    expect(await readings(with_).nth(1).textContent()).toContain('at t = 3')
    await with_.getByRole('radio', { name: 'rescaled' }).check()
    expect(await readings(with_).nth(0).textContent()).toContain('at t = 3')
    expect(await readings(with_).nth(1).textContent()).toContain('at t = 6')
    expect(await panel(with_, 'membership', 1).textContent()).toContain('rescaled time')
    await slider(with_).fill('9')
    expect(await readings(with_).nth(1).textContent()).toContain('Nothing recorded at this time.')
    await with_.getByRole('radio', { name: 'raw' }).check()
    expect(await readings(with_).nth(1).textContent()).toContain('at t = 9')
    expect(incidents).toEqual([])
  })
})
