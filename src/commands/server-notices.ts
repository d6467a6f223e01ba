import type { Patience } from '../adapters/patiently.ts'
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
 * @param patience how long it is waited
 * @param now milliseconds of a clock
 */
export function serverNotices(
  say: (text: string) => void,
  patience: Patience,
  now: () => number = Date.now,
): ServerNotices {
  let downSince: number | null = null
  let broken = 0
  let lastWord = Number.NEGATIVE_INFINITY

  function onFault(fault: TransientError): void {
    if (fault.kind === 'broken') broken++
    const begins = fault.kind === 'down' && downSince === null
    if (begins) downSince = now()
    if (!begins && now() - lastWord < interval) return
    lastWord = now()
    const away = downSince === null ? '' : duration((now() - downSince) / 1000)
    if (begins) say(`${fault.message}; waiting for it, up to ${duration(patience.downSeconds)}`)
    else if (downSince !== null) say(`still waiting, for ${away}: ${fault.message}`)
    else if (broken === 1) say(`${fault.message}; it is asked for again`)
    else say(`${broken} answers so far had to be asked for again; the last: ${fault.message}`)
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
