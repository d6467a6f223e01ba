import { expect, it } from 'vitest'
import { wilsonInterval } from '../../src/core/wilson-interval.ts'

it('gives the Wilson interval', () => {
  // From mpmath with z = 1.959963984540054: (p + z²/2n ± z √(p(1 - p)/n + z²/4n²)) / (1 + z²/n).
  const known = [
    [0, 10, 0, 0.2775327998628892],
    [3, 10, 0.10779126740630103, 0.6032218525388546],
    [10, 10, 0.7224672001371109, 1],
    [680, 1000, 0.6504463759266418, 0.7081759910185584],
  ] as const
  for (const [successes, trials, low, high] of known) {
    const interval = wilsonInterval(successes, trials, 0.95)
    expect(interval[0]).toBeCloseTo(low, 13)
    expect(interval[1]).toBeCloseTo(high, 13)
  }
})
