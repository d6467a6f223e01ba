import { describe, expect, it } from 'vitest'
import { newFolder, silotwin } from './silotwin.ts'

describe('what agents said', () => {
  it('is measured beside their silos, for answers and mixtures, and not for voters', async () => {
    const out = newFolder()
    const small = ['--agents', '6', '--steps', '5', '--neighbors', '5', '--seed', '3']
    await silotwin('pair', ...small, '--model', 'scripted:copy', '--embedder', 'hash', '--out', `${out}/pair`)
    await silotwin('run', 'voter', ...small, '--out', `${out}/voter`)
    const measure = ['metrics', out, '--expressions', '--embedder', 'hash']
    const runs = JSON.parse((await silotwin(...measure, '--json')).out)
    const [llm, gmm, voter] = ['llm', 'gmm', 'voter'].map((name) =>
      runs.find(({ system }: { readonly system: string }) => system === name),
    )
    expect(llm.expressions).toMatchObject({ kind: 'answers', embedder: 'hash', cut: 0.1 })
    expect(llm.expressions.clusters).toHaveLength(6)
    expect(llm.expressions.clusters[0]).toBeGreaterThan(1)
    expect(gmm.expressions.kind).toBe('mixtures')
    expect(gmm.expressions.largestWeight[0]).toBeCloseTo(1, 10)
    expect(gmm.expressions.weightEntropy).toHaveLength(6)
    expect(voter.expressions).toBeNull()

    const { out: text } = await silotwin(...measure)
    expect(text).toMatch(/largest weight {2}weight entropy/)
    expect(text).not.toMatch(/NaN|undefined/)
    expect(await silotwin('metrics', out, '--expressions', '--cut', '2')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^cut: got "2", accepted: a cosine distance above 0 and below 2/),
    })
  })
})
