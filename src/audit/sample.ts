import { type Stream, uniformInteger } from '../core/random.ts'

/**
 * A simple random sample without replacement (Floyd's algorithm: Bentley and Floyd 1987).
 *
 * @param population how many there are
 * @param size how many are wanted; all of them where there are no more
 * @returns places in [0, population), ascending
 */
export function sampleOf(population: number, size: number, stream: Stream): number[] {
  const chosen = new Set<number>()
  for (let last = Math.max(population - size, 0); last < population; last++) {
    const place = uniformInteger(stream.uniform(), last + 1)
    chosen.add(chosen.has(place) ? last : place)
  }
  return [...chosen].sort((a, b) => a - b)
}
