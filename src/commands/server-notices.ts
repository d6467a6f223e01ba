import type { Trouble } from '../adapters/retrying-model.ts'
import type { TransientError } from '../adapters/transient-error.ts'
import { duration } from './progress.ts'

/** Milliseconds between two words about the same thing. */
const interval = 30_000

/** Says what a person at the terminal should know of model servers that are in trouble. */
export interface ServerNotices {
  onTrouble(trouble: Trouble): void
  onFault(fault: TransientError): void
}

/**
 * A server that is down is waited for: that is said when it begins, now and then while it lasts, and when it is
 * over. Answers that went wrong and were asked for again are only counted, now and then.
 *
 * @param now milliseconds of a clock
 */
export function serverNotices(say: (text: string) => void, now: () => number = Date.now): ServerNotices {
  let downSince: number | null = null
  let broken = 0
  let lastWord = Number.NEGATIVE_INFINITY

  function onFault(fault: TransientError): void {
    if (fault.kind === 'broken') broken++
    const begins = fault.kind === 'down' && downSince === null
    if (begins) downSince = now()
    if (!begins && now() - lastWord < interval) return
    lastWord = now()
    if (begins) say(`${fault.message}; waiting for it`)
    else if (downSince !== null)
      say(`still waiting, for ${duration((now() - downSince) / 1000)}: ${fault.message}`)
    else say(`${broken} answers went wrong so far and are asked for again; the last: ${fault.message}`)
  }

  return {
    onFault,
    onTrouble(trouble) {
      if (trouble.kind === 'fault') return onFault(trouble.fault)
      if (downSince === null) return
      say(`the model is answering again, after ${duration((now() - downSince) / 1000)}; nothing was lost`)
      downSince = null
    },
  }
}
