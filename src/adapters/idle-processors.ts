import { cpus } from 'node:os'

/** Work done by the machine up to now, in milliseconds of one processor. */
export interface ProcessorTimes {
  readonly processors: number
  readonly busy: number
  readonly idle: number
  /** Part of `busy` that this process did. */
  readonly own: number
}

/** What the machine has done up to now. */
export function processorTimes(): ProcessorTimes {
  const times = cpus().map((processor) => processor.times)
  const { user, system } = process.cpuUsage()
  return {
    processors: times.length,
    busy: times.reduce((sum, { user, nice, sys, irq }) => sum + user + nice + sys + irq, 0),
    idle: times.reduce((sum, { idle }) => sum + idle, 0),
    own: (user + system) / 1000,
  }
}

/**
 * How many threads find a processor of their own, judged by what others did between two looks.
 *
 * @param threads in use between the looks: what this process did beyond them counts as the work of others
 * @param most threads that may be used
 * @returns 1 … most
 */
export function threadsFor(
  before: ProcessorTimes,
  after: ProcessorTimes,
  threads: number,
  most: number,
): number {
  const busy = after.busy - before.busy
  const elapsed = (busy + after.idle - before.idle) / after.processors
  if (elapsed <= 0) return threads
  const own = Math.min((after.own - before.own) / elapsed, threads)
  const free = Math.round(after.processors - (busy / elapsed - own))
  return Math.max(1, Math.min(free, most))
}

/** Milliseconds between two looks: several ticks of the system's clock. */
const interval = 400

/**
 * The number of threads to use, looked at again now and then. Threads that compute together wait for each
 * other actively: where one of them has to share its processor, all of them lose, and an answer takes ten
 * times as long as on one thread.
 */
export function idleThreads(most: number, look = processorTimes): () => number {
  let last = look()
  let seen = performance.now()
  let threads = most
  return () => {
    if (performance.now() - seen < interval) return threads
    const now = look()
    threads = threadsFor(last, now, threads, most)
    last = now
    seen = performance.now()
    return threads
  }
}
