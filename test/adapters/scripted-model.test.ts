import { describe, expect, it } from 'vitest'
import { scriptedModel } from '../../src/adapters/scripted-model.ts'
import { InputError } from '../../src/core/errors.ts'
import { readFlower } from '../../src/llm/flowers.ts'
import { callFor, describeLanguageModel } from '../contracts/language-model.ts'

describeLanguageModel('scripted:copy', async () => scriptedModel('scripted:copy'))

const rose = 0

async function answers(reference: string, count: number, change: Parameters<typeof callFor>[1] = {}) {
  const model = scriptedModel(reference)
  return Promise.all(
    Array.from({ length: count }, (_, i) => model.complete({ ...callFor(i), ...change, seed: i })),
  )
}

describe('scripted:copy', () => {
  it('copies the flower of its context at the rate of its reference', async () => {
    const count = 2000
    for (const copy of [0, 0.75, 0.9, 1]) {
      const texts = await answers(`scripted:copy:${copy}`, count)
      const share = texts.filter(({ text }) => readFlower(text) === rose).length / count
      const expected = copy + (1 - copy) / 30
      // Five standard errors of a share.
      const slack = 5 * Math.sqrt((expected * (1 - expected)) / count)
      expect(Math.abs(share - expected)).toBeLessThanOrEqual(slack)
    }
  })

  it('copies nine times in ten where the reference sets no rate', async () => {
    expect(await answers('scripted:copy', 50)).toEqual(await answers('scripted:copy:0.9:0', 50))
  })

  it('names every flower where there is no context, and gives distinct texts', async () => {
    const texts = (await answers('scripted:copy:1', 2000, { prompt: 'Which flower?' })).map(
      ({ text }) => text,
    )
    expect(new Set(texts.map(readFlower))).toEqual(new Set(Array.from({ length: 30 }, (_, id) => id)))
    expect(new Set(texts).size).toBeGreaterThan(300)
    for (const text of texts)
      expect(text).toMatch(/^The prettiest flower is the [a-z ]+, praised here for its /)
  })

  it('reads the last context, not the message or the question', async () => {
    const prompt = 'MESSAGE: a tulip.\nCONTEXT: a lily\nor so\nCONTEXT: no poppy-\nless calla\nlily?\nANSWER:'
    const [{ text }] = await answers('scripted:copy:1', 1, { prompt })
    expect(text).toContain('the poppy,')
    const [message] = await answers('scripted:copy:1', 1, {
      prompt: 'MESSAGE: a tulip\nCONTEXT: an iris\nANSWER: a rose',
    })
    expect(message.text).toContain('the iris,')
  })

  it('answers off-format at the second rate of its reference', async () => {
    const count = 2000
    const off = (await answers('scripted:copy:0.9:0.1', count)).filter(
      ({ text }) => !text.includes('The prettiest flower'),
    )
    expect(Math.abs(off.length / count - 0.1)).toBeLessThan(5 * Math.sqrt(0.09 / count))
    for (const { text } of off) expect(readFlower(text)).toBeNull()
    const [begun] = await answers('scripted:copy:0.9:1', 1, { begin: 'The prettiest flower is' })
    expect(begun.text).toBe('The prettiest flower is hard to name.')
  })

  it('has no clock and counts words', async () => {
    const [completion] = await answers('scripted:copy', 1, { prompt: 'Which  flower\nis it?' })
    expect(completion).toMatchObject({ finish: 'stop', promptTokens: 4, seconds: null })
    expect(completion.answerTokens).toBe(completion.text.split(' ').length)
  })

  it.each([
    'scripted:echo',
    'scripted:copy:2',
    'scripted:copy:',
    'scripted:copy:1:x',
    'scripted:copy:1:0:x',
    'scripted:copy:1:0:99999',
    'scripted:copy:1:0:0:0',
    'copy',
  ])('refuses %s', (reference) => {
    expect(() => scriptedModel(reference)).toThrow(InputError)
  })
})
