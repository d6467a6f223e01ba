import fc from 'fast-check'
import { expect, it } from 'vitest'
import { normalQuantile } from '../../src/core/normal-quantile.ts'

it('agrees with an independent implementation', () => {
  // From Python 3.11: statistics.NormalDist().inv_cdf(p).
  const published = [
    [1e-300, -37.0470962993612],
    [1e-20, -9.262340089798405],
    [1e-5, -4.2648907939228256],
    [0.074, -1.4466320671589785],
    [0.076, -1.4325027208258114],
    [0.25, -0.6744897501960817],
    [0.5, 0],
    [0.93, 1.4757910281791708],
    [0.999, 3.090232306167813],
    [1 - 1e-15, 7.941444487415977],
  ]
  for (const [probability, quantile] of published) {
    expect(Math.abs(normalQuantile(probability) - quantile)).toBeLessThanOrEqual(1e-14 * Math.abs(quantile))
  }
})

it('rises, and is symmetric about one half', () => {
  const probability = fc.double({ min: 1e-12, max: 0.5, noNaN: true })
  fc.assert(
    fc.property(probability, probability, (p, q) => {
      if (p < q) expect(normalQuantile(p)).toBeLessThanOrEqual(normalQuantile(q))
      // 1 - p is rounded, which matters in the far tail.
      if (p > 1e-6) expect(normalQuantile(1 - p)).toBeCloseTo(-normalQuantile(p), 8)
    }),
  )
})
