import { expect, it } from 'vitest'
import { describeInBrowser, useBrowser } from './browser.ts'
import { scriptedPage } from './sample-page.ts'

describeInBrowser('the page', () => {
  const open = useBrowser()

  it('is complete without JavaScript', async () => {
    const { page, incidents } = await open(scriptedPage(), { javaScriptEnabled: false })
    expect(await page.locator('[data-cell]:visible').count()).toBe(4)
    expect(await page.locator('[data-cell] [data-figure] svg:visible').count()).toBe(4 * 4 * 2)
    expect(await page.locator('.metrics tbody tr:visible').count()).toBe(4 * 6)
    expect(await page.locator('.answers:visible').count()).toBe(4)
    expect(await page.getByRole('button').count()).toBe(0)
    expect(await page.getByRole('slider').count()).toBe(0)
    await page.locator('a[href="#mirror-0.5-neighbors-1"]').first().click()
    expect(page.url()).toMatch(/#mirror-0.5-neighbors-1$/)
    expect(incidents).toEqual([])
  })

  it('prints all cells, in the colors of the light theme, without what only a screen can do', async () => {
    const { page, incidents } = await open(scriptedPage(), { colorScheme: 'dark' })
    await page.getByRole('radio', { name: '2', exact: true }).check()
    const color = (what: string) => page.evaluate<string>(`getComputedStyle(document.body).${what}`)
    expect(await color('backgroundColor')).toBe('rgb(21, 24, 28)')
    await page.emulateMedia({ media: 'print' })
    expect(await color('backgroundColor')).toBe('rgb(255, 255, 255)')
    expect(await page.locator('[data-cell]:visible').count()).toBe(4)
    for (const screenOnly of ['.controls', '.agents', '.tools', '.overlay path', 'nav'])
      expect(await page.locator(`${screenOnly}:visible`).count(), screenOnly).toBe(0)
    expect((await page.pdf()).length).toBeGreaterThan(10_000)
    expect(incidents).toEqual([])
  })
})
