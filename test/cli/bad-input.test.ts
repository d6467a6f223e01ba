import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { newFolder, silotwin } from './silotwin.ts'

const scripted = ['--model', 'scripted:copy', '--embedder', 'hash']

/** Each: what the user typed after `silotwin`, and what the message must say. */
const wrong: readonly (readonly [string, readonly string[], RegExp])[] = [
  ['an unknown option', ['run', 'gmm', '--colour', 'red'], /unknown option '--colour'/],
  ['an unknown command', ['walk'], /unknown command 'walk'/],
  ['an unknown system', ['run', 'xyz'], /system: got "xyz", accepted: gmm, llm/],
  ['p above 1', ['run', 'gmm', '--mirror', '1.5'], /mirror: got 1.5, accepted: a number from 0 to 1/],
  [
    'p that is no number',
    ['run', 'gmm', '--mirror', 'often'],
    /mirror: got "often", accepted: a number from 0 to 1/,
  ],
  ['p that is not finite', ['run', 'gmm', '--mirror', '.nan'], /mirror: got NaN, accepted/],
  [
    'k above n - 1',
    ['run', 'gmm', '--neighbors', '30'],
    /neighbors: got 30, accepted: a whole number from 1 to 29/,
  ],
  ['r of 0', ['run', 'gmm', '--memory', '0'], /memory: got 0, accepted: a whole number, 1 or more/],
  ['one agent', ['run', 'gmm', '--agents', '1'], /agents: got 1, accepted: a whole number from 2/],
  ['half a step', ['run', 'gmm', '--steps', '2.5'], /steps: got 2.5, accepted: a whole number/],
  ['σ of 0', ['run', 'gmm', '--sigma', '0'], /sigma: got 0, accepted: a number above 0/],
  ['an infinite σ', ['run', 'gmm', '--sigma', '.inf'], /sigma: got Infinity, accepted: a number above 0/],
  ['an unknown layout', ['run', 'gmm', '--layout', 'torus'], /layout: got "torus", accepted: line, circle/],
  [
    'layout custom without its file',
    ['run', 'gmm', '--layout', 'custom'],
    /components: got nothing, accepted/,
  ],
  [
    'a model of an unknown kind',
    ['run', 'llm', '--model', 'gpt:4'],
    /model: got "gpt:4", accepted: ollama:\[ADDRESS#\]NAME/,
  ],
  [
    'an unknown gguf',
    ['run', 'llm', '--model', 'gguf:nosuch'],
    /model: got "gguf:nosuch", accepted: gguf:tinyllama/,
  ],
  [
    'an unknown embedder',
    ['run', 'llm', '--model', 'scripted:copy', '--embedder', 'w2v'],
    /embedder: got "w2v"/,
  ],
  [
    'an unknown prompt',
    ['run', 'llm', ...scripted, '--prompt', 'nosuch'],
    /prompt: got "nosuch", accepted: begun, described-begun, described, released, topics, or the path/,
  ],
  [
    'more questions than the prompt has',
    ['run', 'llm', ...scripted, '--questions', '6'],
    /questions: got 6, accepted: a whole number from 1 to 5, as many as prompt topics has/,
  ],
  [
    'several questions of a prompt with one',
    ['run', 'llm', ...scripted, '--questions', '2', '--prompt', 'begun'],
    /questions: got 2, accepted: 1, as many as prompt begun has/,
  ],
  [
    'more retrieved than remembered',
    ['run', 'llm', ...scripted, '--preset', 'described', '--memory', '2', '--retrieved', '3'],
    /retrieved: got 3, accepted: a whole number from 1 to 2 \(memory\)/,
  ],
  [
    'a retrieval that the preset has not',
    ['run', 'llm', ...scripted, '--retrieved', '3'],
    /retrieved: got 3, accepted: nothing, or preset described/,
  ],
  [
    'an unknown reply prompt',
    ['run', 'llm', ...scripted, '--protocol', 'ask', '--reply-prompt', 'nosuch'],
    /reply-prompt: got "nosuch", accepted: reply, or the path/,
  ],
  [
    'a reply prompt where nobody asks',
    ['run', 'llm', ...scripted, '--reply-prompt', 'reply'],
    /reply-prompt: got "reply", accepted: nothing, or protocol ask/,
  ],
  [
    'an unknown mode',
    ['run', 'llm', ...scripted, '--mode', 'loose'],
    /argument 'loose' is invalid. Allowed choices are strict, statistical/,
  ],
  [
    'an unknown corpus',
    ['run', 'llm', ...scripted, '--corpus', 'nosuch'],
    /corpus: got "nosuch", accepted: prettiest-flower/,
  ],
  ['no such design file', ['run', 'gmm', 'nosuch.yaml'], /nosuch.yaml: no such file/],
  [
    'no calls in flight',
    ['run', 'llm', ...scripted, '--concurrency', '0'],
    /concurrency: got "0", accepted: a whole number/,
  ],
]

describe('bad input', () => {
  it.each(wrong)('%s: one message, exit code 2, nothing written', async (_, args, message) => {
    const out = newFolder()
    const ended = await silotwin(...args, '--out', out)
    expect(ended.err).toMatch(message)
    expect(ended.err).not.toMatch(/\n\s+at /)
    expect(ended.code).toBe(2)
    expect(ended.out).toBe('')
    expect(existsSync(out)).toBe(false)
  })

  it('names the bad line of a design file', async () => {
    const out = newFolder()
    const file = `${out}.yaml`
    writeFileSync(file, 'agents: 10\nneighbours: 3\n')
    expect(await silotwin('run', 'gmm', file, '--out', out)).toMatchObject({
      code: 2,
      err: expect.stringMatching(/design option: got "neighbours", accepted: .*neighbors/),
    })
    writeFileSync(file, 'agents: [1\n')
    expect(await silotwin('run', 'gmm', file, '--out', out)).toMatchObject({
      code: 2,
      err: expect.stringMatching(/not valid YAML/),
    })
  })

  it('refuses a folder of another design, and names what differs', async () => {
    const out = newFolder()
    const small = ['--agents', '4', '--steps', '3', '--out', out]
    expect((await silotwin('run', 'gmm', ...small)).code).toBe(0)
    const other = await silotwin('run', 'gmm', ...small, '--mirror', '0.5')
    expect(other).toMatchObject({ code: 2, err: expect.stringMatching(/mirror 0.2 there, 0.5 asked/) })
  })

  it('refuses a folder of other things', async () => {
    const out = newFolder()
    mkdirSync(out)
    writeFileSync(join(out, 'thesis.tex'), '')
    expect(await silotwin('run', 'gmm', '--out', out)).toMatchObject({
      code: 2,
      err: expect.stringMatching(/holds files but no experiment.json/),
    })
  })

  it('says that no server answers, and how to start one; exit code 1', async () => {
    const out = newFolder()
    const ended = await silotwin(
      'run',
      'llm',
      '--model',
      'ollama:tinyllama',
      '--embedder',
      'hash',
      '--out',
      out,
    )
    expect(ended).toMatchObject({
      code: 1,
      err: expect.stringMatching(/no Ollama server answers .*ollama serve/),
    })
    expect(existsSync(out)).toBe(false)
  })

  it.each([
    [
      ['--margin', 'foo=1'],
      /comparison: margins.foo: got 1, accepted: a number above 0 for any of finalSilo/,
    ],
    [['--margin', 'finalSiloCount'], /margin: got "finalSiloCount", accepted: METRIC=VALUE/],
    [['--alpha', '0.7'], /comparison: alpha: got 0.7, accepted: a number above 0 and below 0.5/],
    [['--primary', 'silos'], /comparison: primary.0: got "silos", accepted: one or more of finalSiloCount/],
    [['--adjustment', 'none'], /comparison: adjustment: got "none", accepted: holm, max-t/],
    [['--spec', 'nosuch.yaml'], /nosuch.yaml: cannot be read; accepted: a YAML file/],
  ])('a comparison declared by %s', async (flags, message) => {
    expect(await silotwin('compare', 'a', 'b', ...flags)).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringMatching(message),
    })
  })

  it.each([
    ['metrics', 'nosuch'],
    ['report', 'nosuch'],
    ['export', 'nosuch'],
    ['compare', 'nosuch', 'nosuch'],
    ['import', 'nosuch', '--out', 'other'],
  ])('%s of a folder that is not there', async (...args) => {
    expect(await silotwin(...args)).toMatchObject({
      code: 2,
      err: expect.stringMatching(/nosuch: no such folder/),
    })
  })

  it.each([
    [
      'a half is missing',
      { 'output2_1_0.csv': ',0,1\n0,"[\'a\']","[\'b\']"\n' },
      /output2_1_0_2nd.csv: missing/,
    ],
    ['a cell is damaged', { 'output2_1_0.csv': ',0,1\n0,"[\'a\']","[\'b"\n' }, /row 0, agent 1: got/],
    ['the CSV is damaged', { 'output2_1_0.csv': ",0,1\n0,\"['a']" }, /damaged CSV/],
    ['there is no answer', { 'readme.txt': '' }, /got no released answers/],
  ])('an import where %s', async (_, files, message) => {
    const folder = newFolder('answers')
    mkdirSync(folder)
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
    const out = newFolder()
    expect(await silotwin('import', folder, '--out', out)).toMatchObject({
      code: 2,
      err: expect.stringMatching(message),
    })
    expect(existsSync(out)).toBe(false)
  })
})
