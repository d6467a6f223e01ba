import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const readme = readFileSync(join(root, 'README.md'), 'utf8')
const commands = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)]
  .flatMap((match) => match[1].trim().split('\n'))
  .filter((line) => line.startsWith('silotwin '))

/** A folder in which the README's commands can be typed, one after the other. */
function workplace(): string {
  const folder = mkdtempSync(join(tmpdir(), 'silotwin-readme-'))
  cpSync(join(root, 'designs'), join(folder, 'designs'), { recursive: true })
  mkdirSync(join(folder, 'llama2-flowers'))
  const cells = (flower: string) =>
    Array.from({ length: 30 }, () => `"[' The prettiest flower is the ${flower}.']"`).join()
  for (const [half, flower] of [
    ['', 'rose'],
    ['_2nd', 'tulip'],
  ]) {
    writeFileSync(
      join(folder, 'llama2-flowers', `output2_1_0${half}.csv`),
      `,${[...Array(30).keys()].join()}\n0,${cells(flower)}\n`,
    )
  }
  return folder
}

describe("the README's commands", () => {
  const folder = workplace()

  it('are there', () => {
    expect(commands.length).toBeGreaterThan(10)
  })

  // In their order, as later ones use what earlier ones made. The scripted model stands in for the large ones,
  // which have checks of their own.
  it.each(commands)('%s', { timeout: 300_000 }, (command) => {
    const scripted = command.startsWith('silotwin pair') ? ' --model scripted:copy --embedder hash' : ''
    const few = command.startsWith('silotwin reproduce') ? ' --replicates 1' : ''
    const typed = `${command.replace(/ --model \S+/, '')}${scripted}${few}`
    const args = typed.split(' ').slice(1)
    const out = execFileSync(process.execPath, [join(root, 'dist', 'cli.js'), ...args], {
      cwd: folder,
      encoding: 'utf8',
    })
    expect(out.trim()).not.toBe('')
    const place = /--out (\S+)/.exec(typed)?.[1]
    if (place !== undefined && !typed.startsWith('silotwin plan'))
      expect(existsSync(join(folder, place, 'experiment.json'))).toBe(true)
  })
})
