import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'

/** Chromium lets a page save ten files before it asks its user. */
const mostFiles = 10

/** Presses every button that saves something, and gives what came. */
export async function saveAll(
  openPage: () => Promise<Page>,
): Promise<readonly { name: string; text: string }[]> {
  const saved: { name: string; text: string }[] = []
  for (let buttons = mostFiles; buttons > saved.length; ) {
    const page = await openPage()
    const all = await page.locator('.tools button:visible').all()
    buttons = all.length
    for (const button of all.slice(saved.length, saved.length + mostFiles)) {
      const waiting = page.waitForEvent('download')
      await button.click()
      const download = await waiting
      saved.push({ name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') })
    }
  }
  return saved
}
