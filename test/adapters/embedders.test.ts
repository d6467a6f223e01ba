import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { fnv1a, hashEmbedder, hashVector } from '../../src/adapters/hash-embedder.ts'
import { openEmbedder } from '../../src/adapters/open-embedder.ts'
import { openTransformersEmbedder } from '../../src/adapters/transformers-embedder.ts'
import { FailureError, InputError } from '../../src/core/errors.ts'
import { dotProduct, squaredDistance } from '../../src/core/vectors.ts'
import type { Embedder } from '../../src/llm/embedder.ts'
import { describeEmbedder } from '../contracts/embedder.ts'

const miniLm = 'transformers:Xenova/all-MiniLM-L6-v2'

describeEmbedder('hash', () => openEmbedder('hash'))
describeEmbedder(miniLm, () => openEmbedder(miniLm))

describe('hashVector', () => {
  it('hashes as published', () => {
    // Vectors of the authors' own test program, test_fnv.c.
    expect(fnv1a('')).toBe(0x811c9dc5)
    expect(fnv1a('a')).toBe(0xe40c292c)
    expect(fnv1a('foobar')).toBe(0xbf9cf968)
  })

  it('counts words, whatever their order, case and punctuation', () => {
    expect(hashVector('The rose, the tulip!')).toEqual(hashVector('tulip the ROSE the'))
    expect(hashVector('rose rose tulip')).not.toEqual(hashVector('rose tulip tulip'))
  })

  it('has length 1, and is zero without words', () => {
    const vector = hashVector('The prettiest flower is the rose.')
    expect(dotProduct(vector, vector)).toBeCloseTo(1, 5)
    expect(hashVector(' ?! ').every((value) => value === 0)).toBe(true)
  })

  it('is nearer to a text that shares more words', async () => {
    const [rose, alsoRose, tulip] = await hashEmbedder().embed([
      'The prettiest flower is the rose with velvet petals',
      'The prettiest flower is the rose with soft petals',
      'A tulip blooms early in spring',
    ])
    expect(squaredDistance(rose, alsoRose)).toBeLessThan(squaredDistance(rose, tulip))
  })
})

describe(miniLm, () => {
  let embedder: Embedder
  beforeAll(async () => {
    embedder = await openTransformersEmbedder(miniLm)
  }, 300_000)
  afterAll(() => embedder.close())

  it('puts sentences about one flower nearer than sentences about two', async () => {
    const sentences = [
      'The prettiest flower is the rose, with its velvet petals and sweet scent.',
      'Roses are the loveliest of all, fragrant and soft.',
      'The prettiest flower is the sunflower, tall and golden in the summer fields.',
      'Sunflowers turn their bright yellow heads to the sun.',
    ]
    const [rose, roses, sunflower, sunflowers] = await embedder.embed(sentences)
    expect(squaredDistance(rose, roses)).toBeLessThan(squaredDistance(rose, sunflowers))
    expect(squaredDistance(sunflower, sunflowers)).toBeLessThan(squaredDistance(sunflower, roses))
  })

  it('gives unit vectors of 384 dimensions, one object for each distinct text', async () => {
    const [first, second] = await embedder.embed(['a daisy', 'a daisy'])
    expect(first).toHaveLength(384)
    expect(dotProduct(first, first)).toBeCloseTo(1, 5)
    expect(second).toBe(first)
  })

  it('puts the prefix before every text and names it', async () => {
    const prefixed = await openTransformersEmbedder(miniLm, { prefix: 'clustering: ' })
    const [[byPrefix], [byHand]] = await Promise.all([
      prefixed.embed(['a daisy']),
      embedder.embed(['clustering: a daisy']),
    ])
    await prefixed.close()
    expect(byPrefix).toEqual(byHand)
    expect(prefixed.identity.details).toMatchObject({ prefix: 'clustering: ', dtype: 'q8', revision: null })
  })
})

describe('openEmbedder', () => {
  afterEach(() => vi.unstubAllEnvs())

  it.each(['word2vec', 'transformers', ''])('names what is accepted for %j', async (reference) => {
    const opening = openEmbedder(reference)
    await expect(opening).rejects.toThrow(InputError)
    await expect(opening).rejects.toThrow(/embedder: got .*transformers:ORG\/NAME, hash/)
  })

  it('refuses a name without an organisation', async () => {
    await expect(openEmbedder('transformers:nothing')).rejects.toThrow(/transformers:ORG\/NAME/)
  })

  it('says what it tried for a model of the hub when there is no hub', async () => {
    vi.stubEnv('HF_ENDPOINT', 'http://127.0.0.1:9')
    const opening = openEmbedder('transformers:some/model')
    await expect(opening).rejects.toThrow(FailureError)
    await expect(opening).rejects.toThrow(
      /some\/model is not in the catalogue.*127\.0\.0\.1:9.*HF_ENDPOINT.*Xenova\/all-MiniLM-L6-v2/,
    )
  })
})
