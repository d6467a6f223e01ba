import { say } from './output.ts'

/** Turns Ctrl+C into a request to stop: the first one finishes what is under way, a second one ends at once. */
export function interruption(): { readonly signal: AbortSignal; release(): void } {
  const controller = new AbortController()
  const onInterrupt = () => {
    if (controller.signal.aborted) process.exit(130)
    say(
      '\nFinishing the step or run under way; press Ctrl+C again to stop at once. The same command goes on from here.',
    )
    controller.abort()
  }
  process.on('SIGINT', onInterrupt)
  return { signal: controller.signal, release: () => process.off('SIGINT', onInterrupt) }
}
