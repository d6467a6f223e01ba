import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openOllamaEmbedder } from '../../src/adapters/ollama-embedder.ts'
import { FailureError, InputError } from '../../src/core/errors.ts'
import { dotProduct } from '../../src/core/vectors.ts'
import { describeEmbedder } from '../contracts/embedder.ts'
import { type FakeOllama, fakeDigest, startFakeOllama } from './fake-ollama.ts'
import { failureOf, fake, quick, useFakeOllama } from './ollama-set-up.ts'

describe('the contract', () => {
  let server: FakeOllama
  beforeAll(async () => {
    server = await startFakeOllama()
  })
  afterAll(() => server.close())
  describeEmbedder('ollama:fake', () => openOllamaEmbedder(`ollama:${server.host}#fake`))
  describeEmbedder('ollama:fake, cut', () =>
    openOllamaEmbedder(`ollama:${server.host}#fake?prefix=clustering:%20&dimensions=16`),
  )
})

useFakeOllama()

const open = (options = '') =>
  openOllamaEmbedder(`ollama:fake${options}`, { host: fake.host, patience: quick })
const asked = () => fake.requests.filter(({ path }) => path === '/api/embed').map(({ body }) => body)

describe('openOllamaEmbedder', () => {
  it('sends texts together, with their prefix, and wants none of them cut', async () => {
    const embedder = await open('?prefix=clustering: ')
    await embedder.embed(['a rose', ''])
    expect(asked().at(-1)).toEqual({
      model: 'fake',
      truncate: false,
      input: ['clustering: a rose', 'clustering: '],
    })
    const before = asked().length
    expect(await embedder.embed(Array.from({ length: 150 }, (_, i) => `rose ${i}`))).toHaveLength(150)
    expect(asked().length - before).toBe(3)
  })

  it('says which model it is, by its digest', async () => {
    expect((await open('?dimensions=100')).identity).toEqual({
      digest: fakeDigest,
      details: {
        server: `ollama 9.9.9 at http://${fake.host}`,
        family: 'llama',
        quantization: 'Q4_0',
        weights: 'a'.repeat(64),
        prefix: '',
        dimensions: 100,
      },
    })
  })

  it('cuts to the leading dimensions, scaled to length 1', async () => {
    const [vector] = await (await open('?dimensions=100')).embed(['a rose of many colours'])
    expect(vector).toHaveLength(100)
    expect(dotProduct(vector, vector)).toBeCloseTo(1, 5)
  })

  it('asks again where an answer went wrong or is not whole', async () => {
    const embedder = await open()
    const [expected] = await embedder.embed(['a rose'])
    fake.next.push(
      { kind: 'status', status: 500, body: '{"error":"runner died"}' },
      { kind: 'break' },
      { kind: 'answer' },
    )
    const before = asked().length
    expect(await embedder.embed(['a rose'])).toEqual([expected])
    expect(asked().length - before).toBe(4)
  })

  it('never cuts a text that is too long, and says so', async () => {
    const error = await failureOf((await open()).embed(['rose '.repeat(1000)]))
    expect(error).toBeInstanceOf(FailureError)
    expect(String(error)).toMatch(/does not fit into the context/)
  })

  it.each([
    ['?dimensions=257', /at most the 256 dimensions/],
    ['?dimensions=1', /dimensions as a whole number, 2 or more/],
    ['?dtype=q8', /each of prefix, dimensions at most once/],
    ['?prefix=a&prefix=b', /each of prefix, dimensions at most once/],
  ])('refuses %s', async (options, message) => {
    const error = await failureOf(open(options))
    expect(error).toBeInstanceOf(InputError)
    expect(String(error)).toMatch(message)
  })

  it('says how to pull a model that is not there, or pulls it when asked', async () => {
    const reference = `ollama:${fake.host}#other`
    await expect(openOllamaEmbedder(reference)).rejects.toThrow(/--pull, or with: .*ollama pull other/)
    expect(await (await openOllamaEmbedder(reference, { pull: true })).embed(['a rose'])).toHaveLength(1)
  })
})
