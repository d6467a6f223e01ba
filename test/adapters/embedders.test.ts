import { mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { fnv1a, hashEmbedder, hashVector } from '../../src/adapters/hash-embedder.ts'
import { leadingDimensions } from '../../src/adapters/matryoshka.ts'
import { openEmbedder } from '../../src/adapters/open-embedder.ts'
import { defaultServing } from '../../src/adapters/serving.ts'
import { openTransformersEmbedder } from '../../src/adapters/transformers-embedder.ts'
import { FailureError, InputError } from '../../src/core/errors.ts'
import { dotProduct, squaredDistance } from '../../src/core/vectors.ts'
import type { Embedder } from '../../src/llm/embedder.ts'
import { cacheFolder, modelsFolder } from '../../src/weights/cache-folder.ts'
import { ensureModel } from '../../src/weights/models.ts'
import { describeEmbedder } from '../contracts/embedder.ts'
import { startFileServer } from '../weights/file-server.ts'

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

  it('gives unit vectors of 384 dimensions', async () => {
    const [vector] = await embedder.embed(['a daisy'])
    expect(vector).toHaveLength(384)
    expect(dotProduct(vector, vector)).toBeCloseTo(1, 5)
  })

  it('gives the same bytes with its cache, filled or empty, as without', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'silotwin-embedding-'))
    await symlink(modelsFolder(cacheFolder()), modelsFolder(folder))
    vi.stubEnv('SILOTWIN_CACHE', folder)
    const texts = ['The prettiest flower is the rose.', 'a daisy', '']
    const plain = await embedder.embed(texts)
    for (const entries of [0, 3]) {
      const kept = join(folder, 'embeddings')
      const before = await readdir(kept, { recursive: true }).catch(() => [])
      expect(before.filter((name) => name.length > 64)).toHaveLength(entries)
      const cached = await openEmbedder(miniLm)
      const vectors = await cached.embed(texts)
      await cached.close()
      expect(vectors.map(({ buffer }) => Buffer.from(buffer))).toEqual(
        plain.map(({ buffer }) => Buffer.from(buffer)),
      )
    }
    await rm(join(folder, 'embeddings'), { recursive: true })
    const uncached = await openEmbedder(miniLm, { serving: { ...defaultServing, embeddingCache: false } })
    expect(await uncached.embed(texts)).toEqual(plain)
    await uncached.close()
    expect(await readdir(folder)).not.toContain('embeddings')
    vi.unstubAllEnvs()
    await rm(folder, { recursive: true })
  })

  it('cuts to the leading dimensions, by layer norm, slice and scaling', async () => {
    const cut = await openTransformersEmbedder(`${miniLm}?dimensions=64`)
    const [vector] = await cut.embed(['a daisy'])
    await cut.close()
    expect(cut.identity.details).toMatchObject({ dimensions: 64, cut: 'layer norm, slice, normalise' })
    // Layer norm takes no notice of the scale, so it may as well come after scaling to length 1.
    const expected = leadingDimensions((await embedder.embed(['a daisy']))[0], 64)
    expect(Math.sqrt(squaredDistance(vector, expected))).toBeLessThan(1e-6)
  })

  it('says, once, that a text is longer than it reads, and embeds the beginning', async () => {
    const notices: string[] = []
    const telling = await openTransformersEmbedder(miniLm, { onNotice: (notice) => notices.push(notice) })
    const rose = (count: number) => 'rose '.repeat(count)
    const [long, longer, short] = await telling.embed([rose(600), rose(700), rose(300)])
    await telling.close()
    expect(notices).toEqual([expect.stringMatching(/reads 512 tokens: a text of 602 .*by its beginning/)])
    expect(longer).toEqual(long)
    expect(short).not.toEqual(long)
  })

  it('puts the prefix before every text and names it', async () => {
    const prefixed = await openTransformersEmbedder(`${miniLm}?prefix=clustering:%20`)
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
    await expect(opening).rejects.toThrow(/embedder: got .*transformers:ORG\/NAME.*, ollama:.*, hash/)
  })

  it.each([
    [`${miniLm}?dimensions=385`, /at most the 384 dimensions/],
    [`${miniLm}?dtype=q2`, /a dtype of fp32, fp16, q8/],
    [`${miniLm}?pooling=cls`, /each of prefix, dimensions, dtype at most once/],
  ])('refuses %s', async (reference, message) => {
    const opening = openEmbedder(reference)
    await expect(opening).rejects.toThrow(InputError)
    await expect(opening).rejects.toThrow(message)
  })

  it('refuses a name without an organisation', async () => {
    await expect(openEmbedder('transformers:nothing')).rejects.toThrow(/transformers:ORG\/NAME/)
  })

  it('takes any model of a hub that is reachable, pinned to a commit', async () => {
    const commit = 'c0ffee'.padEnd(40, '0')
    const { paths } = await ensureModel('Xenova/all-MiniLM-L6-v2')
    const names = ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model.onnx']
    const bodies = await Promise.all(paths.map((path) => readFile(path)))
    const server = await startFileServer(() => ({
      '/api/models/some/model/revision/main': { body: JSON.stringify({ sha: commit }) },
      ...Object.fromEntries(
        names.map((name, i) => [`/some/model/resolve/${commit}/${name}`, { body: bodies[i] }]),
      ),
    }))
    const cache = await mkdtemp(join(tmpdir(), 'silotwin-hub-'))
    vi.stubEnv('HF_ENDPOINT', server.address)
    vi.stubEnv('SILOTWIN_CACHE', cache)
    const fetched = await openEmbedder('transformers:some/model')
    const [vector] = await fetched.embed(['a daisy'])
    await fetched.close()
    expect(vector).toHaveLength(384)
    expect(fetched.identity.details).toMatchObject({ revision: commit, dtype: 'fp32' })
    expect(fetched.identity.details.files).toMatch(/^config\.json [0-9a-f]{64}\n/)

    await server.close()
    const offline = await openEmbedder(`transformers:some/model@${commit}`)
    await offline.close()
    expect(offline.identity.digest).toBe(fetched.identity.digest)
    expect(offline.identity.digest).toMatch(/^[0-9a-f]{64}$/)
    await rm(cache, { recursive: true })
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
