import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What axe finds against the rules of WCAG 2.2 AA, in a few words each. */
export async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe)
  const call = `axe.run(document, ${JSON.stringify({ runOnly: rules, resultTypes: ['violations'] })})`
  const results = await page.evaluate<AxeResults>(call)
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}
