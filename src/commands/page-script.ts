import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { FailureError } from '../core/errors.ts'
import { inertText } from '../core/inert-text.ts'
import type { PageScript } from '../report/report-data.ts'

/** Where the build puts the script of the page. */
const file = fileURLToPath(new URL('../report/page-script.js', import.meta.url))

/**
 * The script of the report's page, as it was built.
 *
 * @throws FailureError where it is not there, or holds what would end the element that it stands in
 */
export function pageScript(path = file): PageScript {
  if (!existsSync(path)) throw new FailureError(`${path}: not there; npm run build makes it`)
  const code = readFileSync(path, 'utf8').trim()
  // The begin of a comment is harmless as long as no script element seems to begin after it.
  const unsafe = /<\/?script/i.exec(code)?.[0] ?? (inertText(code) === code ? null : 'an active character')
  if (unsafe !== null) throw new FailureError(`${path}: holds ${unsafe}, which cannot stand in a page`)
  return { code, sha256: createHash('sha256').update(code).digest('base64') }
}
