import type { LlmDesign } from '../design/design.ts'
import { faultOf } from '../llm/ask-model.ts'
import type { Embedder } from '../llm/embedder.ts'
import type { Completion, LanguageModel, ModelCall } from '../llm/language-model.ts'
import { llmSystem } from '../llm/llm-system.ts'
import type { Probes } from '../plan/eta.ts'
import type { Backends } from './backends.ts'
import { loadTexts } from './llm-texts.ts'

/** What probe calls to a model showed. */
export interface Probed {
  readonly times: Probes
  readonly calls: number
  /** Of these, those whose answers would be asked again. */
  readonly offFormat: number
  /** Mean tokens of a call; null where the backend does not count them. */
  readonly promptTokens: number | null
  readonly answerTokens: number | null
  /** Mean bytes of an answer in a trace. */
  readonly bytes: number
}

/**
 * Asks a model three of the first calls of a run: one by itself, then two, together where the run would make calls
 * together.
 */
export async function probeModel(design: LlmDesign, together: boolean, backends: Backends): Promise<Probed> {
  const model = await backends.model(design)
  const embedder = await backends.embedder(design)
  const [one, two, three] = await firstCalls(design, embedder)
  const asked: Completion[] = []
  const ask = async (call: ModelCall) => {
    asked.push(await model.complete(call))
  }
  const alone = await secondsOf(() => ask(one))
  const further = await secondsOf(async () => {
    if (together) await Promise.all([ask(two), ask(three)])
    else for (const call of [two, three]) await ask(call)
  })
  const texts = asked.map(({ text }) => text)
  // What the embedder must do once, as it loads, is over by now.
  const embedding = (await secondsOf(() => embedder.embed(texts))) / texts.length
  const question = loadTexts(design).prompt.value.questions[0]
  const faults = asked.map((completion) => faultOf(completion, question))
  const load = asked[0].phases?.load ?? 0
  return {
    times: { first: Math.max(alone - load, 0), further, embedding },
    calls: asked.length,
    offFormat: faults.filter((fault) => fault !== null && fault !== 'truncated').length,
    promptTokens: mean(asked.map((completion) => completion.promptTokens)),
    answerTokens: mean(asked.map((completion) => completion.answerTokens)),
    bytes: mean(asked.map((completion) => bytesOf(completion, one.seed))) ?? 0,
  }
}

/** Three of the calls that the first agents make at the start of a run. */
async function firstCalls(design: LlmDesign, embedder: Embedder): Promise<[ModelCall, ModelCall, ModelCall]> {
  const { prompt, reply, corpus } = loadTexts(design)
  const calls: ModelCall[] = []
  const system = await llmSystem({ ...design, retries: 0 }, 0, {
    model: noting(calls),
    embedder,
    prompt: prompt.value,
    reply: reply?.value ?? null,
    corpus: corpus.value,
  })
  const expressing = [0, 1, Math.min(2, design.agents - 1)].map((agent) => system.agents[agent].express(0))
  await Promise.all(expressing)
  const [one, two, three] = calls.filter(({ key }) => key.question === 0)
  return [one, two, three]
}

/** A model that notes what it is asked, and has nothing to say. */
function noting(calls: ModelCall[]): LanguageModel {
  const silence = { text: '', promptTokens: null, answerTokens: null, seconds: null, phases: null }
  return {
    reference: 'noting',
    identity: { digest: null, details: {} },
    continuesBegunAnswers: true,
    async complete(call) {
      calls.push(call)
      return { ...silence, finish: 'stop' }
    },
    async close() {},
  }
}

/** An answer as a trace keeps it, in bytes. */
function bytesOf(completion: Completion, seed: number): number {
  const prompt = '0'.repeat(16)
  const known = Object.entries({ ...completion, seed }).filter(([, value]) => value !== null)
  return Buffer.byteLength(JSON.stringify({ prompt, attempts: [Object.fromEntries(known)] }))
}

async function secondsOf(action: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await action()
  return (performance.now() - start) / 1000
}

/** null where some are not known. */
function mean(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length < values.length ? null : known.reduce((sum, value) => sum + value, 0) / known.length
}
