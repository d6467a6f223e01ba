import { describe, expect, it } from 'vitest'
import { newFolder, silotwin } from '../cli/silotwin.ts'

interface Checked {
  readonly id: string
  readonly met: string
  readonly verdict: string
}

describe('the figures of the paper', { timeout: 600_000 }, () => {
  it('are all made by reproduce --quick', async () => {
    const { code, out } = await silotwin(
      'reproduce',
      '--quick',
      '--workers',
      '2',
      '--out',
      newFolder('paper'),
    )
    process.stdout.write(out)
    expect(code).toBe(0)
    expect(out.match(/^Figures? \d+|^Tables/gm)).toHaveLength(11)
    expect(out).not.toMatch(/: not met/)
  })

  it('meet the published values that twenty runs can judge', async () => {
    const figures = ['fig1', 'fig3', 'fig4', 'fig6', 'tables']
    const options = ['--replicates', '20', '--workers', '2', '--json', '--out', newFolder('paper')]
    const { code, out } = await silotwin('reproduce', ...figures, ...options)
    expect(code).toBe(0)
    const checked: readonly Checked[] = JSON.parse(out)
    for (const { id, verdict } of checked) process.stdout.write(`${id}: ${verdict}\n`)
    expect(checked.map(({ met }) => met)).toEqual(figures.map(() => 'met'))
  })
})
