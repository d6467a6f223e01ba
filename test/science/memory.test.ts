import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { command, newFolder } from '../cli/silotwin.ts'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** Says on stderr, at the end of the process, how much memory it held at most, in KiB. */
const telling = `data:text/javascript,${encodeURIComponent(
  "import { writeSync } from 'node:fs'; process.on('exit', () => writeSync(2, '[most ' + process.resourceUsage().maxRSS + ']'))",
)}`

/** Most memory that the command held while it ran 30 agents so long, in MB. */
async function mostMemory(steps: number, variant: readonly string[]): Promise<number> {
  const out = newFolder()
  folders.push(dirname(out))
  const design = ['--agents', '30', '--steps', `${steps}`, '--embedder', 'hash', '--out', out]
  const args = ['--import', telling, command, 'run', 'llm', ...design, ...variant]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', (piece) => {
    said += piece
  })
  const code = await new Promise((resolve) => child.on('close', resolve))
  expect(code, said).toBe(0)
  return Number(/\[most (\d+)\]/.exec(said)?.[1]) / 1024
}

describe('the memory of a long run', () => {
  it('is that of a short one, and 50 MB at most', { timeout: 600_000 }, async () => {
    const variant = ['--model', 'scripted:copy']
    const short = await mostMemory(100, variant)
    const long = await mostMemory(2000, variant)
    expect(short).toBeGreaterThan(30)
    expect(long - short).toBeLessThan(50)
  })
})
