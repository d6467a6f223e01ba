import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { squaredDistance } from '../../src/core/vectors.ts'
import type { Embedder } from '../../src/llm/embedder.ts'

const texts = [
  'The prettiest flower is the rose, with its velvet petals.',
  'The prettiest flower is the tulip, upright and bright in spring.',
  'Nothing compares to the orchid.',
  'The prettiest flower is the rose, with its velvet petals.',
  '',
  '花 🌹 fleur',
]

/**
 * The contract of the Embedder port: what every embedder promises, whoever implements it.
 *
 * @param rounding the squared distance by which a vector of length 1 may depend on the texts that it is made with
 */
export function describeEmbedder(name: string, open: () => Promise<Embedder>, rounding = 0): void {
  describe(`embedder ${name}`, () => {
    let embedder: Embedder
    beforeAll(async () => {
      embedder = await open()
    }, 300_000)
    afterAll(() => embedder.close())

    it('gives one finite vector a text, all of one length', async () => {
      const vectors = await embedder.embed(texts)
      expect(vectors).toHaveLength(texts.length)
      const [{ length }] = vectors
      expect(length).toBeGreaterThan(1)
      for (const vector of vectors) {
        expect(vector).toBeInstanceOf(Float32Array)
        expect(vector).toHaveLength(length)
        expect(vector.every(Number.isFinite)).toBe(true)
      }
    })

    it('gives equal vectors to equal texts and different ones to different texts', async () => {
      const vectors = await embedder.embed(texts)
      expect(vectors[3]).toEqual(vectors[0])
      expect(squaredDistance(vectors[0], vectors[1])).toBeGreaterThan(1e-6)
    })

    it('does not let a vector depend on its company', async () => {
      const together = await embedder.embed(texts)
      const other = await open()
      const reversed = await other.embed(texts.toReversed())
      const [alone] = await other.embed([texts[2]])
      await other.close()
      if (rounding === 0) {
        expect(reversed.toReversed()).toEqual(together)
        expect(alone).toEqual(together[2])
      }
      const pairs = [...together.map((vector, i) => [vector, reversed.toReversed()[i]]), [alone, together[2]]]
      for (const [a, b] of pairs) expect(squaredDistance(a, b)).toBeLessThanOrEqual(rounding)
    })

    it('has no vectors for no texts', async () => {
      expect(await embedder.embed([])).toEqual([])
    })

    it('is the same embedder whenever it is opened', async () => {
      const again = await open()
      await again.close()
      expect(again.reference).toBe(embedder.reference)
      expect(again.identity).toEqual(embedder.identity)
    })
  })
}
