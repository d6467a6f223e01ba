import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { hostileEverywhere, hostileRuns } from '../report/hostile.ts'
import { describeInBrowser, useBrowser } from './browser.ts'
import { scriptedPage } from './sample-page.ts'

describeInBrowser('hostile text', () => {
  const open = useBrowser()
  const html = scriptedPage(hostileRuns, hostileEverywhere)

  it.each([true, false])('does nothing, with JavaScript: %s', async (javaScriptEnabled) => {
    const { page, incidents } = await open(html, { javaScriptEnabled })
    expect(await page.locator('script').count()).toBe(2)
    for (const tag of [
      'img',
      'iframe',
      'object',
      'form:not(.controls)',
      '[onload]',
      '[onerror]',
      '[onmouseover]',
    ])
      expect(await page.locator(tag).count(), tag).toBe(0)
    expect(await page.locator('h1').textContent()).toContain('<script>alert(1)</script>')
    expect(await page.locator('footer').isVisible()).toBe(true)
    expect(incidents).toEqual([])
  })

  it('can be read, pointed at and saved, and does nothing', async () => {
    const { page, incidents } = await open(html)
    await page.getByRole('radio', { name: '2', exact: true }).check()
    await page.getByRole('slider', { name: 'Time' }).fill('1')
    const answer = page.locator('.readings .answer').first()
    await expect.poll(() => answer.textContent()).toContain('<script>alert(1)</script>')
    expect(await answer.textContent()).toContain('ab‹U+202E›dcba')
    expect(await answer.textContent()).toContain('‹U+001B›[31mred')
    expect(await answer.textContent()).toContain('‹U+D800›')
    for (const drawing of await page.locator('[data-figure=membership] svg').all()) await drawing.hover()
    for (const button of await page.locator('button.sort').all()) await button.click()
    for (const block of await page.locator('[data-figure]').all()) {
      for (const kind of ['SVG', 'CSV']) {
        const waiting = page.waitForEvent('download')
        await block.getByRole('button', { name: kind }).click()
        const download = await waiting
        expect(download.suggestedFilename()).toMatch(/^[a-z0-9.-]+$/)
        const text = await readFile(await download.path(), 'utf8')
        expect(text).not.toMatch(/(?![\t\r\n])\p{Cc}|\p{Bidi_Control}|\ufeff|\ufffd/u)
        if (kind === 'SVG') {
          const alone = await open(`<!doctype html><title>figure</title>${text}`)
          expect(await alone.page.locator('script, img, a, body[onload]').count()).toBe(0)
          expect(alone.incidents).toEqual([])
          await alone.page.context().close()
        } else {
          for (const [, value] of text.matchAll(/(?:^|,|\n)"?([^",\r\n]*)/g))
            expect(value).not.toMatch(/^[=+@]/)
        }
      }
    }
    expect(incidents).toEqual([])
  })
})
