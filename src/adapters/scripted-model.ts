import { setTimeout as pause } from 'node:timers/promises'
import { badInput } from '../core/errors.ts'
import { streamAt, uniformInteger } from '../core/random.ts'
import { flowers, readFlower } from '../llm/flowers.ts'
import type { Completion, LanguageModel, ModelCall } from '../llm/language-model.ts'

/** What the scripted answers praise a flower for. */
const virtues = [
  'quiet scent',
  'clear colour',
  'long season',
  'slender stem',
  'modest habit',
  'early buds',
  'silken petals',
  'bright heart',
  'patient growth',
  'soft outline',
  'lasting freshness',
  'simple grace',
] as const

/**
 * A deterministic model without a network or weights: a voter that talks. With probability COPY (0.9) it
 * praises the flower that the prompt's context names, otherwise one of the 30 flowers; with probability OFF
 * (0) it answers off-format instead. An answer is a function of the call's seed, of the context's flower and of
 * the words that it is to start with; it comes after MILLISECONDS (0), as if there were work to do.
 *
 * @param reference `scripted:copy[:COPY[:OFF[:MILLISECONDS]]]`
 * @throws InputError where the reference is not of that form
 */
export function scriptedModel(reference: string): LanguageModel {
  const [kind, name, copyText = '0.9', offText = '0', delayText = '0', ...rest] = reference.split(':')
  const copy = probability(copyText)
  const off = probability(offText)
  const delay = milliseconds(delayText)
  if (
    kind !== 'scripted' ||
    name !== 'copy' ||
    copy === null ||
    off === null ||
    delay === null ||
    rest.length > 0
  ) {
    throw badInput(
      'model',
      reference,
      'scripted:copy[:COPY[:OFF[:MILLISECONDS]]] with COPY and OFF between 0 and 1, MILLISECONDS up to 60000',
    )
  }
  return {
    reference,
    identity: { digest: null, details: { copy, off, format: 1 } },
    continuesBegunAnswers: true,
    async complete(call) {
      if (delay > 0) await pause(delay)
      return completionOf(call, untilStop(answerTo(call, copy, off), call))
    },
    async close() {},
  }
}

/** An answer without what follows the first of the call's stop texts. */
function untilStop(answer: string, { stop }: ModelCall): string {
  return stop.reduce((text, end) => text.split(end)[0], answer)
}

function answerTo(call: ModelCall, copy: number, off: number): string {
  const stream = streamAt('scripted', call.seed)
  const offDraw = stream.uniform()
  const copyDraw = stream.uniform()
  const flower = uniformInteger(stream.uniform(), flowers.length)
  const virtue = virtues[uniformInteger(stream.uniform(), virtues.length)]
  if (offDraw < off) return call.begin === null ? 'That is hard to say.' : `${call.begin} hard to name.`
  const silo = copyDraw < copy ? (readFlower(contextOf(call.prompt)) ?? flower) : flower
  return `${call.begin ?? beginningOf(call.prompt)} the ${flowers[silo]}, praised here for its ${virtue}.`
}

/** The quoted words that the prompt asks to start with. */
function beginningOf(prompt: string): string {
  return /starts with[^"]*"([^"\n]+)"/.exec(prompt)?.[1] ?? 'The prettiest flower is'
}

/** What stands after the last CONTEXT mark, up to the ANSWER mark; nothing where there is no such mark. */
function contextOf(prompt: string): string {
  const mark = prompt.lastIndexOf('CONTEXT:')
  return mark < 0 ? '' : prompt.slice(mark).split('\nANSWER:')[0]
}

/** Words stand for tokens: a backend without a tokenizer, whose counts are still repeatable. */
function completionOf(call: ModelCall, text: string): Completion {
  return {
    text: text.trim(),
    finish: 'stop',
    promptTokens: words(call.prompt),
    answerTokens: words(text),
    seconds: null,
    phases: null,
  }
}

function words(text: string): number {
  return text.split(/\s+/).filter((word) => word !== '').length
}

function milliseconds(text: string): number | null {
  return /^\d{1,5}$/.test(text) && Number(text) <= 60_000 ? Number(text) : null
}

function probability(text: string): number | null {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  return value >= 0 && value <= 1 ? value : null
}
