import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe } from 'vitest'
import { pageScript } from '../../src/commands/page-script.ts'
import type { PageScript } from '../../src/report/report-data.ts'

const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** The browser that the tests drive: the one named in SILOTWIN_CHROMIUM, else in a usual place; null: none. */
const executablePath = browserAt(process.env.SILOTWIN_CHROMIUM)

/** Without a browser these tests are left out, loudly; where CI is `true` they fail. */
export const describeInBrowser = executablePath === null ? describe.skip : describe

function browserAt(asked: string | undefined): string | null {
  const places = asked === undefined || asked === '' ? usual : [asked]
  const found = places.find((place) => existsSync(place))
  if (found !== undefined) return found
  const missing = `no browser at ${places.join(', ')}: apt-get install chromium, or give a path in SILOTWIN_CHROMIUM`
  if (inContinuousIntegration()) throw new Error(`The tests of the page found ${missing}`)
  process.stderr.write(`\n*** The tests of the page are LEFT OUT: ${missing} ***\n\n`)
  return null
}

function inContinuousIntegration(): boolean {
  return process.env.CI === 'true'
}

/** The script of the page, as it was built. */
export function builtScript(): PageScript {
  return pageScript(fileURLToPath(new URL('../../dist/report/page-script.js', import.meta.url)))
}

/** A page that was opened, and everything on it that a report must not do. */
export interface Opened {
  readonly page: Page
  /** Dialogs, messages on the console, errors, requests beside the page itself, violations of its policy. */
  readonly incidents: readonly string[]
}

/** The browser of a test file; pages are opened from files, as a reader does. */
export function useBrowser(): (html: string, options?: BrowserContextOptions) => Promise<Opened> {
  let browser: Browser | null = null
  const folder = mkdtempSync(join(tmpdir(), 'silotwin-browser-'))
  let written = 0
  beforeAll(async () => {
    if (executablePath === null) return
    browser = await chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 })
  })
  // A page that is left open takes memory, and time from the next.
  afterEach(() => Promise.all((browser?.contexts() ?? []).map((context) => context.close())))
  afterAll(() => browser?.close())
  return async (html, options = {}) => {
    if (browser === null) throw new Error('expected a browser: pages are opened within tests')
    const file = join(folder, `${written++}.html`)
    writeFileSync(file, html)
    const address = pathToFileURL(file).href
    const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, ...options })
    const page = await context.newPage()
    const incidents: string[] = []
    page.on('dialog', (dialog) => {
      incidents.push(`dialog: ${dialog.message()}`)
      void dialog.dismiss()
    })
    page.on('console', (message) => incidents.push(`console: ${message.text()}`))
    page.on('pageerror', (error) => incidents.push(`error: ${error.message}`))
    page.on('popup', () => incidents.push('popup'))
    page.on('request', (request) => {
      const url = request.url()
      if (url !== address && !url.startsWith('blob:')) incidents.push(`request: ${url}`)
    })
    await page.addInitScript(
      "document.addEventListener('securitypolicyviolation', (event) => console.error('policy: ' + event.violatedDirective))",
    )
    await page.goto(address)
    const scripted = options.javaScriptEnabled !== false && html.includes('id="page-data"')
    if (scripted) await page.waitForSelector('html.scripted')
    return { page, incidents }
  }
}
