import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { describeInBrowser, useBrowser } from './browser.ts'
import { violations } from './violations.ts'

const html = readFileSync(fileURLToPath(new URL('../../results/paper/index.html', import.meta.url)), 'utf8')

describeInBrowser("the page of the paper's figures", () => {
  const open = useBrowser()
  const views = (['light', 'dark'] as const).flatMap((colorScheme) =>
    [400, 1400].map((width) => ({ colorScheme, width })),
  )

  it.each(views)('is accessible in the $colorScheme theme at $width px', async ({ colorScheme, width }) => {
    const { page, incidents } = await open(html, { colorScheme, viewport: { width, height: 900 } })
    expect(await violations(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
    expect(incidents).toEqual([])
  })

  it('shows all figures without JavaScript', async () => {
    const { page, incidents } = await open(html, { javaScriptEnabled: false })
    expect(await page.getByRole('heading', { level: 2, name: /^(Figure|Tables)/ }).count()).toBe(11)
    expect(await page.getByRole('img').count()).toBeGreaterThan(40)
    expect(incidents).toEqual([])
  })
})
