import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stringify } from 'yaml'

/** What the report of a sweep took, and how large its page is. */
export interface ReportTime {
  /** Seconds of the whole command `silotwin report`, the start of its process included. */
  readonly seconds: number
  readonly targetSeconds: number
  /** Of the HTML page. */
  readonly bytes: number
  readonly targetBytes: number
}

export const reportCase = 'report of 12 cells x 16 replicates x 80 steps, 30 agents, two systems'

const grid = {
  system: ['gmm', 'voter'],
  agents: 30,
  steps: 80,
  mirror: [0.2, 0.5, 0.7],
  neighbors: [1, 5, 15, 25],
  replicates: 16,
}

const cli = fileURLToPath(new URL('../../../dist/cli.js', import.meta.url))

/** Makes the sweep in a temporary folder, and times its report with the built command. */
export function reportTime(): ReportTime {
  const folder = mkdtempSync(join(tmpdir(), 'silotwin-bench-'))
  const silotwin = (...words: readonly string[]) =>
    execFileSync(process.execPath, [cli, ...words], { stdio: 'pipe' })
  try {
    const [file, out] = [join(folder, 'grid.yaml'), join(folder, 'out')]
    writeFileSync(file, stringify(grid))
    silotwin('sweep', file, '--out', out)
    // The best of three: other work on the machine can only make it longer.
    const times = [0, 1, 2].map(() => {
      const start = performance.now()
      silotwin('report', out)
      return (performance.now() - start) / 1000
    })
    const seconds = Math.min(...times)
    const bytes = statSync(join(out, 'report.html')).size
    return { seconds, targetSeconds: 3, bytes, targetBytes: 5_000_000 }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
