import { describe, expect, it } from 'vitest'
import { idleThreads, processorTimes, threadsFor } from '../../src/adapters/idle-processors.ts'

const start = { processors: 4, busy: 1_000, idle: 9_000, own: 500 }

/** One second later: so many processors busy, of them so many by this process. */
function later(busy: number, own: number) {
  return {
    processors: 4,
    busy: start.busy + 1_000 * busy,
    idle: start.idle + 1_000 * (4 - busy),
    own: start.own + 1_000 * own,
  }
}

describe('threadsFor', () => {
  it.each([
    ['an idle machine', 0, 0, 4, 4],
    ['a machine that only works for us', 4, 4, 4, 4],
    ['a little noise', 0.4, 0, 4, 4],
    ['one busy neighbor', 1, 0, 4, 3],
    ['one busy neighbor beside our four threads', 4, 3, 4, 3],
    ['a machine full of neighbors', 4, 0, 4, 1],
    ['other work of this very process', 3, 3, 1, 2],
  ])('on %s', (_, busy, own, threads, expected) => {
    expect(threadsFor(start, later(busy, own), threads, 4)).toBe(expected)
  })

  it('gives no more than it may', () => {
    expect(threadsFor(start, later(0, 0), 1, 2)).toBe(2)
  })

  it('stays as it is where the clock has not moved', () => {
    expect(threadsFor(start, start, 3, 4)).toBe(3)
  })
})

describe('idleThreads', () => {
  it('looks only now and then', () => {
    let looks = 0
    const threads = idleThreads(2, () => {
      looks++
      return start
    })
    for (let i = 0; i < 100; i++) expect(threads()).toBe(2)
    expect(looks).toBe(1)
  })
})

describe('processorTimes', () => {
  it('sees the work of this process', () => {
    const before = processorTimes()
    const until = performance.now() + 200
    while (performance.now() < until) Math.sqrt(until)
    const after = processorTimes()
    expect(after.own - before.own).toBeGreaterThan(20)
    expect(after.busy).toBeGreaterThan(before.busy)
  })
})
