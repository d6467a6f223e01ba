import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { newFolder, runFolders, silotwin } from './silotwin.ts'

it('lets a real Llama form silos beside its twin', { timeout: 600_000 }, async () => {
  const out = newFolder()
  const design = ['--agents', '3', '--steps', '2', '--prompt', 'begun', '--max-tokens', '48']
  const ended = await silotwin('pair', ...design, '--out', out)
  expect(ended).toMatchObject({ code: 0, out: expect.stringMatching(/Report: /) })
  const run = runFolders(out).find((folder) => folder.includes('llm-')) ?? ''
  const header = JSON.parse(readFileSync(join(run, 'run.json'), 'utf8'))
  expect(header.provenance.inputs.model.digest).toMatch(/^[0-9a-f]{64}$/)
  const lines = readFileSync(join(run, 'trace.jsonl'), 'utf8').trim().split('\n')
  const answers = lines.slice(0, -1).flatMap((line) => JSON.parse(line).answers)
  expect(answers).toHaveLength(9)
  for (const { attempts } of answers) {
    const { text, answerTokens, promptTokens, seconds } = attempts.at(-1)
    expect(text).toMatch(/^The prettiest flower is/)
    expect(answerTokens).toBeGreaterThan(0)
    expect(promptTokens).toBeGreaterThan(20)
    expect(seconds).toBeGreaterThan(0)
  }
  const [first] = lines.map((line) => JSON.parse(line))
  // The context names rose, orchid and tulip; a small model keeps most of them.
  expect(first.silos.filter((silo: number | null, i: number) => silo === i).length).toBeGreaterThanOrEqual(1)
})
