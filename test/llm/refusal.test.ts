import { describe, expect, it } from 'vitest'
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
