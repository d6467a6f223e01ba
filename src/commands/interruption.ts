import { commandLine } from './command-line.ts'
import { say } from './output.ts'

/** Ctrl+C, and what schedulers of clusters send before they end a job. */
const signals = ['SIGINT', 'SIGTERM'] as const

export const exitInterrupted = 130

/**
 * Turns Ctrl+C into a request to stop: the first one finishes what is under way and says how to go on, a second one
 * ends at once. Nothing is torn in either case.
 */
export function interruption(): { readonly signal: AbortSignal; release(): void } {
  const controller = new AbortController()
  const onInterrupt = () => {
    if (controller.signal.aborted) process.exit(exitInterrupted)
    say(
      `\nFinishing the step or run under way; press Ctrl+C again to stop at once. Go on later with:\n  ${commandLine()}`,
    )
    controller.abort()
  }
  for (const signal of signals) process.on(signal, onInterrupt)
  return {
    signal: controller.signal,
    release: () => {
      for (const signal of signals) process.off(signal, onInterrupt)
    },
  }
}
