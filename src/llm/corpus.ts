import { parse as parseYaml } from 'yaml'
import { z } from 'zod'
import { InputError, messageOf } from '../core/errors.ts'
import { permutation, type Stream, uniformInteger } from '../core/random.ts'
import { flowers, readFlower } from './flowers.ts'

const sentences = (least: number) => z.array(z.string().trim().min(1)).min(least).readonly()

const corpusSchema = z.strictObject({
  name: z.string().min(1),
  /** The topic that is asked about: one list of answers a silo, in the order of the flowers' ids. */
  target: z.strictObject({
    topic: z.string().min(1),
    questions: sentences(1),
    silos: z.array(z.strictObject({ name: z.string(), answers: sentences(6) })).readonly(),
  }),
  /** The topics that fill the rest of a memory. */
  others: z
    .array(z.strictObject({ topic: z.string().min(1), questions: sentences(1), answers: sentences(1) }))
    .min(1)
    .readonly(),
})

/** The documents that memories start from. */
export type Corpus = z.infer<typeof corpusSchema>

/** One item of a retrieval memory: it is found by its question and read by its answer. */
export interface MemoryItem {
  readonly question: string
  readonly answer: string
}

/**
 * Parses a corpus file and checks that it names the 30 flowers in the order of their ids and that each
 * sentence is read as the flower under which it stands.
 *
 * @throws InputError that names the file and the first place that is wrong
 */
export function parseCorpus(content: string, path: string): Corpus {
  let value: unknown
  try {
    value = parseYaml(content)
  } catch (error) {
    throw new InputError(`${path}: not valid YAML: ${messageOf(error)}`)
  }
  const parsed = corpusSchema.safeParse(value)
  if (!parsed.success) throw new InputError(`${path}: ${z.prettifyError(parsed.error)}`)
  const { silos } = parsed.data.target
  const names = silos.map((silo) => silo.name)
  if (names.join() !== flowers.join()) {
    throw new InputError(
      `${path}: target.silos: got [${names.join(', ')}], accepted: [${flowers.join(', ')}]`,
    )
  }
  for (const [id, silo] of silos.entries()) {
    for (const answer of silo.answers) {
      if (readFlower(answer) !== id) {
        throw new InputError(
          `${path}: under ${silo.name}: this sentence names another flower first, or none: ${answer}`,
        )
      }
    }
  }
  return parsed.data
}

/**
 * The memory an agent starts with: an item about its own flower (agents beyond the thirtieth begin the
 * list again), then items of the other topics in turn; phrasing and sentence of each drawn at random.
 *
 * @param size items, 1 or more
 */
export function startingMemory(corpus: Corpus, agent: number, size: number, stream: Stream): MemoryItem[] {
  const { target, others } = corpus
  const draw = (list: readonly string[]) => list[uniformInteger(stream.uniform(), list.length)]
  const own = target.silos[agent % target.silos.length]
  const items = [{ question: draw(target.questions), answer: draw(own.answers) }]
  while (items.length < size) {
    const topic = others[(items.length - 1) % others.length]
    items.push({ question: draw(topic.questions), answer: draw(topic.answers) })
  }
  return items
}

/**
 * The sentences that an agent of preset `described` starts with, all about its own flower (agents beyond the
 * thirtieth begin the list again), in a random order; no sentence comes twice before each has come once.
 *
 * @param size sentences, 1 or more
 */
export function startingSentences(corpus: Corpus, agent: number, size: number, stream: Stream): string[] {
  const { silos } = corpus.target
  const { answers } = silos[agent % silos.length]
  const sentences: string[] = []
  while (sentences.length < size) {
    sentences.push(...permutation(answers.length, stream).map((place) => answers[place]))
  }
  return sentences.slice(0, size)
}
