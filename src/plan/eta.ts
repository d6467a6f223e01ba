/** What probe calls to a model took. */
export interface Probes {
  /** Seconds of the first call, alone, without the loading of the model where the backend tells it apart. */
  readonly first: number
  /** Seconds in which the two further calls passed: together where calls may be made together, else one by one. */
  readonly further: number
  /** Seconds that the embedding of one answer took. */
  readonly embedding: number
}

/** Seconds, with the range in which they lie if the server serves all calls at once, or no more than two. */
export interface Seconds {
  readonly least: number
  readonly expected: number
  readonly most: number
}

/**
 * Two calls together that take less than this many times as long as one were served at the same time: halfway
 * between 1, side by side, and 2, one after the other.
 */
const sideBySide = 1.5

/**
 * Seconds that calls will take.
 *
 * @param atOnce calls that can be in flight
 * @param inStep agents that must all have answered before the next time begins; null where none need wait
 */
export function secondsOf(calls: number, probes: Probes, atOnce: number, inStep: number | null): Seconds {
  const embedding = calls * probes.embedding
  const perCall = probes.further / 2
  if (atOnce === 1) {
    const all = calls * perCall + embedding
    return { least: all, expected: all, most: all }
  }
  // The last calls of a step leave places in flight empty.
  const waiting = inStep === null ? 1 : (Math.ceil(inStep / atOnce) * atOnce) / inStep
  const least = (calls * waiting * probes.further) / atOnce + embedding
  // Two together are never slower than the two probes were; a server that takes one at a time gives this.
  const most = Math.max(calls * perCall + embedding, least)
  const isParallel = probes.further < sideBySide * probes.first
  return { least, expected: isParallel ? least : most, most }
}

/** Seconds one after the other. */
export function sumOf(all: readonly Seconds[]): Seconds {
  const sum = (pick: (seconds: Seconds) => number) => all.reduce((total, one) => total + pick(one), 0)
  return { least: sum((s) => s.least), expected: sum((s) => s.expected), most: sum((s) => s.most) }
}
