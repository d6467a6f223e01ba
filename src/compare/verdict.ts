import type { Equivalence } from '../statistics/equivalence.ts'

export type Verdict = 'equivalent' | 'different' | 'undecided'

/** A verdict and what it rests on, as half a sentence. */
export interface Judged {
  readonly verdict: Verdict
  readonly reason: string
}

/** Runs a sample needs before "the same" can be said: fewer, all alike, say little about the next one. */
export const fewestForEquivalence = 4

export interface Evidence {
  /** Null where no interval could be made. */
  readonly equivalence: Equivalence | null
  /** Adjusted where several metrics decide. */
  readonly p: number | null
  readonly smallestP: number | null
  readonly alpha: number
  /** Of both samples (of pairs: one size). */
  readonly sizes: readonly number[]
}

/**
 * Equivalent where the interval lies inside the margin; else different where the test rejects; else undecided. A
 * test that does not reject never makes two systems equal (Schuirmann 1987; Wellek 2010), and a detectable
 * difference inside the margin is none that was declared to matter.
 */
export function judge({ equivalence, p, smallestP, alpha, sizes }: Evidence): Judged {
  const rejected = p !== null && p <= alpha
  const few = Math.min(...sizes) < fewestForEquivalence
  if (equivalence?.equivalent && !few) {
    const reason = rejected
      ? 'a difference beyond chance, and smaller than the margin'
      : 'the whole interval lies inside the margin'
    return { verdict: 'equivalent', reason }
  }
  if (rejected) {
    const size = equivalence?.beyondMargin
      ? 'with its whole interval beyond the margin'
      : 'which may exceed the margin'
    return { verdict: 'different', reason: `a difference beyond chance, ${size}` }
  }
  return { verdict: 'undecided', reason: whyUndecided({ equivalence, p, smallestP, alpha, sizes }, few) }
}

function whyUndecided({ equivalence, p, smallestP, alpha, sizes }: Evidence, few: boolean): string {
  if (Math.min(...sizes) < 2) return 'one replicate only: no interval can be given'
  if (p === null && equivalence === null) return 'the runs do not determine it'
  if (smallestP !== null && smallestP > alpha) return 'so few replicates cannot reject at this level'
  if (equivalence?.equivalent && few) {
    return `fewer than ${fewestForEquivalence} replicates: too few to call two systems the same`
  }
  return 'the interval reaches beyond the margin and the test does not reject: more replicates are needed'
}
