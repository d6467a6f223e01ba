import { describe, expect, it } from 'vitest'
import { killAgainAndAgain, victimOf } from '../cli/kills.ts'

const design = [
  '--embedder',
  'hash',
  '--agents',
  '8',
  '--neighbors',
  '3',
  '--steps',
  '50',
  '--concurrency',
  '4',
]
/** Some answers are asked again, and each takes two milliseconds. */
const run = ['run', 'llm', '--model', 'scripted:copy:0.9:0.1:2', ...design]

describe('a run that is killed with SIGKILL', () => {
  it('ends with the bytes of the uninterrupted run, after 100 kills', { timeout: 300_000 }, async () => {
    const victim = await victimOf(...run, '--replicates', '2')
    expect(
      Object.keys(victim.whole)
        .map((path) => path.split('/').at(-1))
        .sort(),
    ).toEqual(['experiment.json', 'run.json', 'run.json', 'trace.jsonl', 'trace.jsonl'])
    // Two at a time, as there are two cores.
    const chains = await Promise.all(['a', 'b'].map((name) => killAgainAndAgain(victim, 50, name)))
    const hits = chains.flatMap((chain) => chain.hits)
    expect(hits).toHaveLength(100)
    // All over the runs: before the first step, in each third, in the second replicate too.
    expect(hits.filter((share) => share === 0).length).toBeGreaterThan(0)
    for (const third of [0, 1, 2]) {
      const inside = hits.filter((share) => share > third / 3 && share <= (third + 1) / 3)
      expect(inside.length).toBeGreaterThan(2)
    }
  })

  it('ends with the same metrics where it keeps no trace', { timeout: 300_000 }, async () => {
    const victim = await victimOf(...run, '--no-trace')
    await killAgainAndAgain(victim, 10, 'no-trace')
  })
})
