import { expect, it } from 'vitest'
import { pageOf, reportOf } from '../report/sample-runs.ts'
import { describeInBrowser, useBrowser } from './browser.ts'
import { runs, scriptedPage } from './sample-page.ts'
import { violations } from './violations.ts'

const more = {
  reproduce: 'silotwin pair --out NEW-FOLDER',
  absent: { withoutTrace: 0, notBegun: 3 },
}

describeInBrowser('the page is accessible', () => {
  const open = useBrowser()
  const views = (['light', 'dark'] as const).flatMap((colorScheme) =>
    [400, 1400].map((width) => ({ colorScheme, width })),
  )

  it.each(views)('in the $colorScheme theme at $width px', async ({ colorScheme, width }) => {
    const options = { colorScheme, viewport: { width, height: 900 } }
    const { page, incidents } = await open(scriptedPage(runs, more), options)
    expect(await violations(page)).toEqual([])
    await page.getByRole('slider', { name: 'Time' }).fill('5')
    await page.getByRole('radio', { name: '2', exact: true }).check()
    await page.getByRole('button', { name: 'Final silos' }).first().click()
    expect(await page.locator('blockquote').count()).toBe(1)
    expect(await violations(page)).toEqual([])
    const { page: still } = await open(pageOf(reportOf(runs, more)), options)
    expect(await violations(still)).toEqual([])
    for (const one of [page, still])
      expect(await one.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
    expect(incidents).toEqual([])
  })
})
