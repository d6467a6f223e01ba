import { describe, expect, it } from 'vitest'
import { scriptedModel } from '../../src/adapters/scripted-model.ts'
import { askModel } from '../../src/llm/ask-model.ts'
import type { Completion } from '../../src/llm/language-model.ts'
import { parsePrompt, type Question } from '../../src/llm/prompt.ts'
import { isRefusal } from '../../src/llm/refusal.ts'

describe('refusals', () => {
  it.each([
    "I'm sorry, but I can't help with that.",
    'I’m sorry, but I cannot assist with that request.',
    'I apologize, but I cannot provide an answer from the given context.',
    "As an AI language model, I don't have personal preferences, but many people like roses.",
    'As an AI, I do not have the ability to see flowers.',
    "I'm just an AI, it's not within my programming: I cannot choose a favorite.",
    'I cannot answer this question without further context.',
    'I am unable to describe the prettiest flower.',
    "I'm not able to choose one flower over another.",
    "Sorry! I don't have personal opinions about flowers.",
    'I must respectfully decline.',
    'I cannot fulfill your request. I am just an AI assistant.',
    'I’m afraid I can’t describe that.',
  ])('are found: %s', (text) => expect(isRefusal(text)).toBe(true))

  it.each([
    'The rose is the prettiest flower.',
    'The prettiest flower is the orchid, which I cannot praise enough.',
    'I cannot imagine a prettier flower than the peony.',
    "I can't help but love the tulip for its bright colors.",
    'I am sorry for anyone who has not seen the iris in spring.',
    "I'm afraid of bees, yet the lavender is the prettiest flower.",
    'I do not have a garden, but I love the dahlia.',
    'Based on the context, the most beautiful flower is the lotus.',
    "I can't help admiring the rose.",
    'I cannot say enough about the lily.',
    'Sorry, the daisy wins.',
    'It is hard to say which flower is the prettiest.',
    'An AI would choose the sunflower.',
    '',
    `${'The marigold glows. '.repeat(20)}I cannot answer more.`,
  ])('are not found in: %s', (text) => expect(isRefusal(text)).toBe(false))
})

describe('a model that declines', () => {
  const question = (begin: string): Question =>
    parsePrompt(`---\nquery: Which?\nformat: The prettiest flower\nbegin: ${begin}\n---\n{context}`, 'prompt')
      .questions[0]
  const free = question('null')
  const begun = question('The prettiest flower is')

  /** What comes of a model that says one thing after the other. */
  async function asked(to: Question, ...says: readonly (string | Partial<Completion>)[]) {
    let calls = 0
    const scripted = scriptedModel('scripted:copy')
    const model = {
      ...scripted,
      async complete(): Promise<Completion> {
        const said = says[Math.min(calls++, says.length - 1)]
        const usual = { promptTokens: null, answerTokens: null, seconds: null, phases: null }
        const text = typeof said === 'string' ? said : ''
        return { ...usual, text, finish: 'stop', ...(typeof said === 'string' ? {} : said) }
      },
    }
    const asking = { model, retries: 2, seed: 1, replicate: 0 }
    const { fault = null, attempts } = await askModel(asking, to, 'context', {
      t: 0,
      agent: 0,
      purpose: 'answer',
      question: 0,
    })
    return { fault, tries: attempts.length }
  }

  it('is asked again, then recorded as having refused', async () => {
    expect(await asked(free, "I'm sorry, but I cannot answer.")).toEqual({ fault: 'refused', tries: 3 })
    expect(await asked(free, 'I cannot answer that.', 'The prettiest flower is the iris.')).toEqual({
      fault: null,
      tries: 2,
    })
    expect(await asked(free, 'Roses.')).toEqual({ fault: 'off-format', tries: 3 })
  })

  it('has answered where it answers in the format after all', async () => {
    const text = "As an AI, I don't have preferences. The prettiest flower is the iris."
    expect(await asked(free, text)).toEqual({ fault: null, tries: 1 })
  })

  it('is found behind the beginning that it was given', async () => {
    const text = "The prettiest flower is I'm sorry, but as an AI language model I cannot choose"
    expect(await asked(begun, text)).toEqual({ fault: 'refused', tries: 3 })
    expect(await asked(begun, 'The prettiest flower is the iris')).toEqual({ fault: null, tries: 1 })
  })

  it('is one whose server held the answer back', async () => {
    expect(await asked(free, { text: '', finish: 'refused' })).toEqual({ fault: 'refused', tries: 3 })
    expect(await asked(free, { text: '' })).toEqual({ fault: 'empty', tries: 3 })
  })
})
