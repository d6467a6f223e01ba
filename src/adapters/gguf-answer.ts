import type { LlamaContextSequence, SequenceEvaluateOptions, Token } from 'node-llama-cpp'
import { FailureError } from '../core/errors.ts'
import type { Completion, ModelCall, Sampling } from '../llm/language-model.ts'
import type { Rendering } from './gguf-template.ts'

/** Latest tokens that the repeat penalty looks at, the prompt's included: what llama.cpp's own server does. */
const penaltyWindow = 64

/**
 * Lets the model answer one call. Nothing is kept of calls before: the sequence is cleared first, so that
 * with one sequence an answer is a function of the call alone.
 *
 * @param onToken called before the prompt is read and after each token
 * @throws FailureError where the prompt leaves no room for an answer
 */
export async function answer(
  sequence: LlamaContextSequence,
  rendering: Rendering,
  sampling: Sampling,
  call: ModelCall,
  onToken: () => void,
): Promise<Completion> {
  const start = performance.now()
  const { model } = sequence
  const prompt = rendering.tokens(call.prompt, call.begin)
  const most = Math.min(sampling.maxTokens, sampling.contextSize - prompt.length)
  if (most < 1) {
    throw new FailureError(
      `the prompt has ${prompt.length} tokens and the context ${sampling.contextSize}: give a larger context`,
    )
  }
  const stops = [...rendering.stop, ...call.stop]

  await sequence.clearHistory()
  onToken()
  const said: Token[] = []
  let firstToken: number | null = null
  let text = ''
  let ended = false
  for await (const token of sequence.evaluate(prompt, options(sampling, call.seed, prompt, said))) {
    onToken()
    firstToken ??= performance.now()
    // The token that ends an answer is counted, as servers do it.
    said.push(token)
    if (model.isEogToken(token)) {
      ended = true
      break
    }
    // Read with the prompt before it: alone, the first token of some vocabularies loses its space.
    text = model.detokenize(said, false, prompt)
    const cut = firstOf(text, stops)
    if (cut !== null) {
      text = text.slice(0, cut)
      ended = true
      break
    }
    if (said.length >= most) break
  }
  const end = performance.now()
  return {
    text: `${call.begin?.trimEnd() ?? ''}${text}`.trim(),
    finish: ended ? 'stop' : 'length',
    promptTokens: prompt.length,
    answerTokens: said.length,
    seconds: (end - start) / 1000,
    phases: {
      load: 0,
      prompt: ((firstToken ?? end) - start) / 1000,
      answer: (end - (firstToken ?? end)) / 1000,
    },
  }
}

function options(
  sampling: Sampling,
  seed: number,
  prompt: readonly Token[],
  said: readonly Token[],
): SequenceEvaluateOptions {
  const { temperature, topK, topP, minP, repeatPenalty: penalty } = sampling
  const latest = () => [...prompt.slice(-penaltyWindow), ...said].slice(-penaltyWindow)
  return {
    temperature,
    topK,
    topP,
    minP,
    seed,
    yieldEogToken: true,
    ...(penalty !== 1 && {
      repeatPenalty: { penalty, punishTokens: latest, maxPunishTokens: penaltyWindow },
    }),
  }
}

/** Where the first of the texts begins; null where none is there. */
function firstOf(text: string, wanted: readonly string[]): number | null {
  const places = wanted.map((stop) => text.indexOf(stop)).filter((place) => place >= 0)
  return places.length === 0 ? null : Math.min(...places)
}
