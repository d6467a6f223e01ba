import { wilsonInterval } from '../core/wilson-interval.ts'

/** A call that was asked again. */
export interface AskedAgain {
  readonly run: string
  readonly t: number
  readonly agent: number
  readonly purpose: string
  readonly question: number
  readonly attempt: number
  readonly seed: number
  readonly recorded: Said
  readonly again: Said
}

/** What was said, and the silo that it means; null where it means none. */
export interface Said {
  readonly text: string
  readonly silo: number | null
}

/** How many of the calls differ, with the 95 % interval of Wilson for their share. */
export interface Share {
  readonly differ: number
  readonly of: number
  /** null where there are no such calls. */
  readonly share: number | null
  readonly interval: readonly [number, number] | null
}

/** What an audit found. */
export interface Audit {
  /** Calls on record that the sample is of. */
  readonly recorded: number
  readonly asked: number
  /** Calls whose whole text is another one. */
  readonly text: Share
  /** Of the answers that silos are read from, those that mean another silo. */
  readonly silo: Share
  /** The shares of texts by what they were: answers, replies. */
  readonly byPurpose: Readonly<Record<string, Share>>
  readonly calls: readonly AskedAgain[]
}

/** Sums up what came of the calls of a sample. */
export function auditOf(calls: readonly AskedAgain[], recorded: number): Audit {
  const purposes = [...new Set(calls.map(({ purpose }) => purpose))].sort()
  const shareOfTexts = (some: readonly AskedAgain[]) => shareOf(some.map(textDiffers))
  return {
    recorded,
    asked: calls.length,
    text: shareOfTexts(calls),
    silo: shareOf(calls.filter(meansSilo).map(siloDiffers)),
    byPurpose: Object.fromEntries(
      purposes.map((purpose) => [purpose, shareOfTexts(calls.filter((call) => call.purpose === purpose))]),
    ),
    calls,
  }
}

/** Silos are read from answers to the first question. */
export function meansSilo({ purpose, question }: Pick<AskedAgain, 'purpose' | 'question'>): boolean {
  return purpose === 'answer' && question === 0
}

const textDiffers = ({ recorded, again }: AskedAgain) => recorded.text !== again.text
const siloDiffers = ({ recorded, again }: AskedAgain) => recorded.silo !== again.silo

function shareOf(differing: readonly boolean[]): Share {
  const of = differing.length
  const differ = differing.filter((differs) => differs).length
  if (of === 0) return { differ, of, share: null, interval: null }
  return { differ, of, share: differ / of, interval: wilsonInterval(differ, of, 0.95) }
}
