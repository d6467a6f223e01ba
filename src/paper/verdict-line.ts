import { counted, listed } from '../core/wording.ts'
import type { Check } from './check.ts'

/** Whether what was published of a figure is met. */
export type Met = 'met' | 'not met' | 'undecided' | 'no published numbers'

export function metOf(checks: readonly Check[]): Met {
  if (checks.length === 0) return 'no published numbers'
  if (checks.some(({ met }) => met === false)) return 'not met'
  return checks.every(({ met }) => met === true) ? 'met' : 'undecided'
}

const mostNamed = 3

/** What came of the checks of a figure, in one sentence. */
export function verdictSentence(checks: readonly Check[]): string {
  switch (metOf(checks)) {
    case 'no published numbers':
      return 'nothing to check: the paper gives no numbers here.'
    case 'met':
      return `met: ${checks.length === 1 ? 'the one known value' : `all ${checks.length} known values`}.`
    case 'undecided': {
      const open = checks.filter(({ met }) => met === null)
      return `undecided: too few runs for ${counted(open.length, 'value')} of ${checks.length}.`
    }
    case 'not met': {
      const failed = checks.filter(({ met }) => met === false)
      const named = failed
        .slice(0, mostNamed)
        .map(({ what, published, ours }) => `${what} (known ${published}, here ${ours})`)
      const more = failed.length - named.length
      const list = listed([...named, ...(more > 0 ? [counted(more, 'other')] : [])])
      return `not met: ${failed.length} of ${counted(checks.length, 'known value')}: ${list}.`
    }
  }
}
