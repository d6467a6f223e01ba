import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hashEmbedder } from '../../src/adapters/hash-embedder.ts'
import { loadCorpus } from '../../src/adapters/text-files.ts'
import { streamAt } from '../../src/core/random.ts'
import { squaredDistance } from '../../src/core/vectors.ts'
import { startingSentences } from '../../src/llm/corpus.ts'
import { describedMemory, nearest, type Sentence, withSentence } from '../../src/llm/described-memory.ts'
import { readFlower } from '../../src/llm/flowers.ts'
import { squaredPerspectiveDistance } from '../../src/llm/perspective.ts'
import { releasedMemory } from '../../src/llm/released-memory.ts'

/** Few different coordinates, so that distances tie often. */
const vector = fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 2, maxLength: 2 })
const memory = fc
  .array(vector, { minLength: 1, maxLength: 8 })
  .map((vectors) => vectors.map((v, i): Sentence => ({ text: `s${i}`, vector: Float32Array.from(v) })))
const heard = fc
  .array(vector, { minLength: 1, maxLength: 12 })
  .map((vectors) => vectors.map((v, i): Sentence => ({ text: `h${i}`, vector: Float32Array.from(v) })))
const rule = fc.constantFrom('farthest' as const, 'oldest' as const, 'newest' as const)
const texts = (sentences: readonly Sentence[]) => sentences.map(({ text }) => text)

describe('a memory rule', () => {
  it('replaces one sentence by the new one, keeps the others in order and changes nothing given', () => {
    fc.assert(
      fc.property(memory, heard, rule, (sentences, [sentence], by) => {
        const before = [...sentences]
        const after = withSentence(sentences, sentence, by)
        expect(sentences).toEqual(before)
        expect(after).toHaveLength(sentences.length)
        expect(after.at(-1)).toBe(sentence)
        const [gone, ...others] = sentences.filter((one) => !after.includes(one))
        expect(gone).toBeDefined()
        expect(others).toEqual([])
        expect(after.slice(0, -1)).toEqual(sentences.filter((one) => one !== gone))
      }),
    )
  })

  it('farthest: what goes is at no smaller distance than what stays, and the oldest of equally far ones', () => {
    fc.assert(
      fc.property(memory, heard, (sentences, [sentence]) => {
        const after = withSentence(sentences, sentence, 'farthest')
        const distance = (one: Sentence) => squaredDistance(one.vector, sentence.vector)
        const most = Math.max(...sentences.map(distance))
        expect(sentences.filter((one) => !after.includes(one))).toEqual([
          sentences.find((one) => distance(one) === most),
        ])
      }),
    )
  })

  it('oldest: after any number of sentences the memory is the last r that came', () => {
    fc.assert(
      fc.property(memory, heard, (sentences, news) => {
        const after = news.reduce<readonly Sentence[]>(
          (all, one) => withSentence(all, one, 'oldest'),
          sentences,
        )
        expect(after).toEqual([...sentences, ...news].slice(-sentences.length))
      }),
    )
  })

  it('newest: the first r - 1 stay for ever, beside the last that came', () => {
    fc.assert(
      fc.property(memory, heard, (sentences, news) => {
        const after = news.reduce<readonly Sentence[]>(
          (all, one) => withSentence(all, one, 'newest'),
          sentences,
        )
        expect(after).toEqual([...sentences.slice(0, -1), news[news.length - 1]])
      }),
    )
  })
})

describe('retrieval', () => {
  it('finds the nearest, in their order, the older of equally near ones first', () => {
    fc.assert(
      fc.property(memory, vector, fc.integer({ min: 1, max: 8 }), (sentences, point, count) => {
        const query = Float32Array.from(point)
        const found = nearest(sentences, query, count)
        const place = (one: Sentence) => sentences.indexOf(one)
        const distance = (one: Sentence) => squaredDistance(one.vector, query)
        expect(new Set(found).size).toBe(Math.min(count, sentences.length))
        const ordered = [...sentences].sort((a, b) => distance(a) - distance(b) || place(a) - place(b))
        expect(texts(found)).toEqual(texts(ordered.slice(0, count)))
      }),
    )
  })

  it('of preset described follows what the agent remembers at present', async () => {
    const embedder = hashEmbedder()
    const [query] = await embedder.embed(['red rose'])
    const start = ['a red rose', 'a red tulip', 'blue']
    const rules = { memoryRule: 'farthest', retrieved: 2 } as const
    const memory = await describedMemory(start, [query], embedder, rules)
    expect(memory.context(0)).toBe('a red rose\na red tulip')
    await memory.learn('red rose')
    expect(memory.context(0)).toBe('red rose\na red rose')
  })

  it('of preset released is done once: what is heard overwrites the item of the first question', async () => {
    const embedder = hashEmbedder()
    const queries = await embedder.embed(['which flower', 'which film'])
    const items = [
      { question: 'best film', answer: 'Vertigo' },
      { question: 'best flower', answer: 'the rose' },
    ]
    const memory = await releasedMemory(items, queries, embedder)
    await memory.learn('best film of all: Jaws')
    expect([memory.context(0), memory.context(1)]).toEqual(['best film of all: Jaws', 'Vertigo'])
  })
})

describe('the starting sentences', () => {
  const corpus = loadCorpus('prettiest-flower').value
  const start = (agent: number, size: number, seed = 1) =>
    startingSentences(corpus, agent, size, streamAt(seed, 0, 'corpus', agent))

  it('are about 30 flowers among 30 agents, and each agent knows its own alone', () => {
    for (let agent = 0; agent < 40; agent++) {
      for (const sentence of start(agent, 8)) expect(readFlower(sentence)).toBe(agent % 30)
    }
  })

  it('are drawn from the seed, and none comes twice before each has come once', () => {
    expect(start(3, 6)).toEqual(start(3, 6))
    expect(new Set(Array.from({ length: 20 }, (_, seed) => start(3, 6, seed).join())).size).toBeGreaterThan(
      10,
    )
    expect(new Set(start(3, 6)).size).toBe(6)
    expect(start(3, 13).slice(0, 6)).toEqual(start(3, 6))
  })
})

describe('the perspective distance', () => {
  const rows = fc.array(vector, { minLength: 3, maxLength: 3 })

  it('is the Frobenius norm over the number of questions, and Euclidean for one', () => {
    expect(squaredPerspectiveDistance([[0, 0]], [[3, 4]])).toBe(25)
    expect(
      squaredPerspectiveDistance(
        [
          [0, 0],
          [1, 1],
        ],
        [
          [3, 4],
          [1, 2],
        ],
      ),
    ).toBe(26 / 4)
  })

  it('is a squared metric', () => {
    fc.assert(
      fc.property(rows, rows, rows, (a, b, c) => {
        const distance = (x: number[][], y: number[][]) => Math.sqrt(squaredPerspectiveDistance(x, y))
        expect(distance(a, a)).toBe(0)
        expect(distance(a, b)).toBe(distance(b, a))
        expect(distance(a, c)).toBeLessThanOrEqual(distance(a, b) + distance(b, c) + 1e-12)
      }),
    )
  })
})
