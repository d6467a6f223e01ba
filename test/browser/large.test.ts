import { expect, it } from 'vitest'
import { streamAt } from '../../src/core/random.ts'
import { storedRun } from '../report/sample-runs.ts'
import { describeInBrowser, useBrowser } from './browser.ts'
import { scriptedPage } from './sample-page.ts'

const [agents, steps, replicates] = [30, 80, 16]

/** A voter-like path: now and then an agent takes over the silo of another. */
function path(...address: readonly (string | number)[]) {
  const stream = streamAt(1, ...address)
  let silos: readonly number[] = Array.from({ length: agents }, (_, agent) => agent)
  return Array.from({ length: steps + 1 }, () => {
    const before = silos
    silos = before.map((silo) =>
      stream.uniform() < 0.1 ? before[Math.floor(stream.uniform() * agents)] : silo,
    )
    return before
  })
}

const runs = [0.2, 0.5, 0.7].flatMap((mirror) =>
  [1, 5, 15, 25].flatMap((neighbors) =>
    ['gmm', 'llm'].flatMap((system) =>
      Array.from({ length: replicates }, (_, replicate) =>
        storedRun({
          system,
          path: path(system, mirror, neighbors, replicate),
          replicate,
          design: { mirror, neighbors, memory: 5 },
          ...(system === 'llm' && {
            say: (silo: number | null, agent: number, t: number) =>
              `The prettiest flower is number ${silo}, says agent ${agent} of ${replicate} for the ${t}th time, at length.`,
          }),
        }),
      ),
    ),
  ),
)

describeInBrowser('a report of 12 cells with 16 replicates of 80 steps, answers included', () => {
  const open = useBrowser()
  const html = scriptedPage(runs)

  it('is a file of less than 5 MB', () => {
    expect(Buffer.byteLength(html)).toBeLessThan(5_000_000)
  })

  it('opens in 2 s', async () => {
    const seconds: number[] = []
    for (let attempt = 0; attempt < 3; attempt++) {
      const { page, incidents } = await open(html)
      seconds.push(await page.evaluate<number>('performance.now() / 1000'))
      expect(await page.locator('[data-cell]:visible [data-figure] svg').count()).toBe(8)
      expect(incidents).toEqual([])
      await page.context().close()
    }
    // Other work on the machine can only make it longer.
    expect(Math.min(...seconds)).toBeLessThan(2)
  })

  it('says where answers had no room', async () => {
    const { page } = await open(html)
    await page.getByRole('radio', { name: '3', exact: true }).check()
    await expect.poll(() => page.locator('blockquote').textContent()).toContain('says agent 3 of 0')
    await page.getByRole('combobox', { name: 'Replicate' }).selectOption('15')
    await expect.poll(() => page.locator('.readings').textContent()).toContain('no room for the answers')
  })
})
