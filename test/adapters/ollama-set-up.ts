import { afterEach, beforeEach, expect } from 'vitest'
import { openOllama } from '../../src/adapters/ollama.ts'
import type { OllamaOptions } from '../../src/adapters/ollama-connection.ts'
import { defaultPatience, type Patience } from '../../src/adapters/patiently.ts'
import type { LanguageModel, Sampling } from '../../src/llm/language-model.ts'
import { type FakeOllama, type FakeRequest, startFakeOllama } from './fake-ollama.ts'

export const sampling: Sampling = {
  temperature: 0.75,
  topK: 40,
  topP: 1,
  minP: 0.01,
  repeatPenalty: 1.1,
  maxTokens: 50,
  contextSize: 2048,
}

/** Patience that costs a test no time. */
export const quick: Patience = { ...defaultPatience, firstDelay: 1, longestDelay: 2 }

/** The fake server of the test that runs; a fresh one for each. */
export let fake: FakeOllama

/** Gives every test of the file a fake server. */
export function useFakeOllama(): void {
  beforeEach(async () => {
    fake = await startFakeOllama()
  })
  afterEach(() => fake.close())
}

export function open(options: OllamaOptions = {}, change: Partial<Sampling> = {}): Promise<LanguageModel> {
  return openOllama('ollama:fake', { ...sampling, ...change }, { host: fake.host, ...options })
}

/** The requests for answers, without those that were made to open the model. */
export function asked(): readonly FakeRequest[] {
  return fake.requests.filter(({ path }) => path === '/api/chat' || path === '/api/generate')
}

/** What a promise fails with. */
export async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.fail('expected a failure'),
    (error: unknown) => error,
  )
}
