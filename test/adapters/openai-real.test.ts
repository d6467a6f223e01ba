import { it } from 'vitest'
import { openOpenai } from '../../src/adapters/openai.ts'
import { retryingModel } from '../../src/adapters/retrying-model.ts'
import { describeLanguageModel } from '../contracts/language-model.ts'
import { sampling } from './ollama-set-up.ts'

const reference = process.env.SILOTWIN_TEST_OPENAI ?? null

if (reference === null) {
  it('runs the contract on a real OpenAI-compatible server', (context) => {
    context.skip('set SILOTWIN_TEST_OPENAI=openai:URL#NAME; with one slot, as llama-server -np 1')
  })
} else {
  describeLanguageModel(reference, async () => retryingModel(await openOpenai(reference, sampling)))
}
