import { say } from './output.ts'

/** Turns Ctrl+C into a request to stop: the first one finishes the step, a second one ends at once. */
export function interruption(): { readonly signal: AbortSignal; release(): void } {
  const controller = new AbortController()
  const onInterrupt = () => {
    if (controller.signal.aborted) process.exit(130)
    say('\nStopping after this step; press Ctrl+C again to stop at once. The same command goes on from here.')
    controller.abort()
  }
  process.on('SIGINT', onInterrupt)
  return { signal: controller.signal, release: () => process.off('SIGINT', onInterrupt) }
}
